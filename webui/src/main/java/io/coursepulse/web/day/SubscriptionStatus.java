package io.coursepulse.web.day;

import java.time.Instant;

/**
 * Whether changes arrive from the topic of counts.
 *
 * @param round how often the subscription has started; what was read from the store in an earlier round may lack changes
 *     that were not received
 * @param reason why not, empty while they arrive
 */
public record SubscriptionStatus(boolean now, Instant since, int round, String reason) {

    static SubscriptionStatus notYet(Instant since) {
        return new SubscriptionStatus(false, since, 0, "the connection to Kafka is being made");
    }

    SubscriptionStatus started(Instant at) {
        return new SubscriptionStatus(true, at, round + 1, "");
    }

    /** Lost at {@code at}; when it had been lost already, the earlier time stays. */
    SubscriptionStatus disconnected(Instant at, String why) {
        return new SubscriptionStatus(false, now ? at : since, round, why);
    }
}

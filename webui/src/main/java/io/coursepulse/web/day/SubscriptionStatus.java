package io.coursepulse.web.day;

import java.time.Instant;

/**
 * Whether changes arrive.
 *
 * @param round how often following has begun; what was read from the store in an earlier round may lack changes that
 *     nobody heard
 * @param reason why not, empty while they arrive
 */
public record SubscriptionStatus(boolean now, Instant since, int round, String reason) {

    static SubscriptionStatus notYet(Instant since) {
        return new SubscriptionStatus(false, since, 0, "the connection to Kafka is being made");
    }

    SubscriptionStatus begun(Instant at) {
        return new SubscriptionStatus(true, at, round + 1, "");
    }

    /** Lost at {@code at}; when it had been lost already, the earlier time stays. */
    SubscriptionStatus lost(Instant at, String why) {
        return new SubscriptionStatus(false, now ? at : since, round, why);
    }
}

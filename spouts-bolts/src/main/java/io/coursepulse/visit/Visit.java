package io.coursepulse.visit;

import java.time.LocalDateTime;

/**
 * A visit to a course page, with everything that is counted by. Visits that are counted alike are equal.
 *
 * @param minute when, to the minute, in the configured zone
 * @param course the course's id
 * @param engine the search engine that sent the visitor; empty if none did
 * @param keyword what the visitor has searched for there, as {@link io.coursepulse.enrich.KeywordNormalizer} counts it; empty if the
 *     referrer does not say
 * @param region where the visitor is, in ISO 3166; {@code ZZ} if that is not known
 * @param client the visitor's program; {@code Unknown} if it does not say
 * @param device the kind of device that it runs on, a name of {@link io.coursepulse.enrich.DeviceKind}
 */
public record Visit(
        LocalDateTime minute,
        String course,
        String engine,
        String keyword,
        String region,
        String client,
        String device) {}

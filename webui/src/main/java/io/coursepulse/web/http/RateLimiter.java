package io.coursepulse.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket for each address: so many requests per second, and up to a burst of those that were not made. Used on one
 * event loop only.
 */
final class RateLimiter {

    /** Bounds the memory that many addresses can take. One that is evicted starts with a full bucket again. */
    private static final int MAX_ADDRESSES = 20_000;

    private static final double NANOS = 1e9;

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        private Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }
    }

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets;

    RateLimiter(double perSecond, double burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                // By then the bucket is full again, and so as good as a new one.
                .expireAfterAccess(Duration.ofNanos((long) (burst / perSecond * NANOS)))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Takes a token of {@code address}; false if it has none. */
    boolean tryAcquire(String address) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.get(address, any -> new Bucket(burst, now));
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) / NANOS * perSecond);
        bucket.filledAt = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** Gives back the token that {@link #tryAcquire} took. */
    void refund(String address) {
        Bucket bucket = buckets.getIfPresent(address);
        if (bucket != null) {
            bucket.tokens = Math.min(burst, bucket.tokens + 1);
        }
    }
}

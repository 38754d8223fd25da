package io.coursepulse.web.day;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/**
 * Texts that were made for one reader and are good for the next, of all days together, bounded by their bytes: readers
 * choose filters, so there may be more of them than memory. Used on one event loop only.
 */
final class TextCache {

    /** A key, the text's object and the cache's entry. */
    private static final int BYTES_AN_ENTRY = 200;

    private record Key(Object owner, String part, Filter filter, long since) {}

    private final Cache<Key, String> texts;

    /** @param maxBytes of all texts */
    TextCache(long maxBytes) {
        texts = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, String text) -> BYTES_AN_ENTRY + Character.BYTES * text.length())
                .executor(Runnable::run)
                .build();
    }

    /**
     * A text, made if it is not kept.
     *
     * @param owner whose text it is, compared by identity
     * @param part of what the owner has texts of
     * @param since the version that its reader has
     */
    String get(Object owner, String part, Filter filter, long since, Supplier<String> make) {
        return texts.get(new Key(owner, part, filter, since), any -> make.get());
    }

    /** Drops the texts of an owner: they are old, or it is not kept any more. */
    void forget(Object owner) {
        texts.asMap().keySet().removeIf(key -> key.owner() == owner);
    }

    /** About how much memory the texts take. */
    long bytes() {
        return texts.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}

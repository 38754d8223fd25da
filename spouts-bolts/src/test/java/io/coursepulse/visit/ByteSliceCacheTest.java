package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteSliceCacheTest {

    private int made;
    private final ByteSliceCache<String> cache = new ByteSliceCache<>(bytes -> {
        made++;
        return new String(bytes, StandardCharsets.US_ASCII);
    });

    private String get(String text) {
        byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.US_ASCII);
        return cache.get(bytes, 2, bytes.length - 2);
    }

    @Test
    void computesEachValueOnce() {
        String first = get("112");
        assertThat(first).isEqualTo("112");
        assertThat(get("112")).isSameAs(first);
        assertThat(get("")).isEmpty();
        assertThat(get("")).isEmpty();
        assertThat(made).isEqualTo(2);
    }

    @Test
    void distinguishesEqualHashes() {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
        for (int i = 0; i < 2; i++) {
            assertThat(get("AaAa")).isEqualTo("AaAa");
            assertThat(get("BBBB")).isEqualTo("BBBB");
            assertThat(get("AaBB")).isEqualTo("AaBB");
        }
        assertThat(made).isEqualTo(3);
    }

    @Test
    void staysCorrectWhenFull() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 40_000; i++) {
                assertThat(get("course-" + i)).isEqualTo("course-" + i);
            }
        }
        made = 0;
        get("course-again");
        get("course-again");
        get("course-again");
        assertThat(made).isBetween(0, 2);
    }
}

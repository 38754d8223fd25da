package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlacklistEntryTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9/24, 203.0.113.0/24",
        "2001:db8::1, 2001:db8::1",
        "agent  Bytespider , agent Bytespider",
        "agent curl/7.0 (x86_64), agent curl/7.0 (x86_64)",
        "course 112, course 112",
    })
    void parsesText(String text, String canonical) {
        assertThat(BlacklistEntry.parse(text).text()).isEqualTo(canonical);
        assertThat(BlacklistEntry.parse(canonical)).isEqualTo(BlacklistEntry.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "agent ab, 3 to 200 characters",
        "course a_b, 1 to 32 letters",
        "course, neither an IP address nor a network",
        "10.0.0.0/40, must be 0 to 32",
        "robots, neither an IP address nor a network",
    })
    void invalidEntryIsRejectedWithReason(String text, String reason) {
        assertThatThrownBy(() -> BlacklistEntry.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void ordersByKindThenValue() {
        TreeSet<BlacklistEntry> entries = new TreeSet<>();
        Stream.of("course 9", "agent Zeta", "agent alpha", "10.0.0.0/8", "9.9.9.9", "2001:db8::1")
                .map(BlacklistEntry::parse)
                .forEach(entries::add);
        assertThat(entries)
                .extracting(BlacklistEntry::text)
                .containsExactly("9.9.9.9", "10.0.0.0/8", "2001:db8::1", "agent alpha", "agent Zeta", "course 9");
    }

    @Test
    void agentsIgnoreCaseButCoursesDoNot() {
        TreeSet<BlacklistEntry> entries = new TreeSet<>();
        Stream.of("agent Spider", "agent SPIDER", "course A", "course a")
                .map(BlacklistEntry::parse)
                .forEach(entries::add);
        assertThat(entries).hasSize(3);
        assertThat(BlacklistEntry.parse("agent Spider")).isEqualTo(BlacklistEntry.parse("agent SPIDER"));
        assertThat(BlacklistEntry.parse("agent Spider")).hasSameHashCodeAs(BlacklistEntry.parse("agent SPIDER"));
    }
}

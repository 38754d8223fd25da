package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlacklistTest {

    private final Blacklist blacklist = new Blacklist(
            3,
            Stream.of("203.0.113.0/24", "2001:db8::/32", "agent ByteSpider", "course 112")
                    .map(BlacklistEntry::parse)
                    .toList());

    private static boolean blocksClient(Blacklist blacklist, String address) {
        byte[] bytes = address.getBytes(StandardCharsets.US_ASCII);
        return blacklist.blocksClient(bytes, 0, bytes.length);
    }

    @Test
    void blocksListedEntriesOnly() {
        assertThat(blocksClient(blacklist, "203.0.113.77")).isTrue();
        assertThat(blocksClient(blacklist, "203.0.114.77")).isFalse();
        assertThat(blocksClient(blacklist, "2001:db8:77::1")).isTrue();
        assertThat(blocksClient(blacklist, "2001:db9::1")).isFalse();
        assertThat(blocksClient(blacklist, "crawl.example.com")).isFalse();
        assertThat(blacklist.blocksAgent("Mozilla/5.0 (compatible; bytespider)"))
                .isTrue();
        assertThat(blacklist.blocksAgent("Mozilla/5.0 (X11)")).isFalse();
        assertThat(blacklist.blocksCourse("112")).isTrue();
        assertThat(blacklist.blocksCourse("1125")).isFalse();
    }

    @Test
    void ipv4MappedIpv6AddressIsBlocked() {
        assertThat(blocksClient(blacklist, "::ffff:203.0.113.77")).isTrue();
    }

    @Test
    void blocksAnyAgentOnlyWithAgentEntries() {
        assertThat(blacklist.blocksAnyAgent()).isTrue();
        assertThat(new Blacklist(1, List.of(BlacklistEntry.parse("course 112"))).blocksAnyAgent())
                .isFalse();
        assertThat(Blacklist.EMPTY.blocksAnyAgent()).isFalse();
    }

    @Test
    void versionRoundTrips() {
        BlacklistVersion version = new BlacklistVersion(
                7,
                Instant.parse("2026-11-26T14:00:00Z"),
                Stream.of("203.0.113.0/24", "agent 爬虫 one", "course 112")
                        .map(BlacklistEntry::parse)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(BlacklistVersion.of(7, version.toBytes())).isEqualTo(version);
    }

    @Test
    void invalidVersionIsRejected() {
        assertThatThrownBy(() -> BlacklistVersion.of(7, "203.0.113.0".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(BlacklistException.Refused.class)
                .hasMessageContaining("Version 7");
    }

    @Test
    void withoutBlacklistOnlyVersionZeroExists() {
        assertThat(Blacklists.NONE.current()).isZero();
        assertThat(Blacklists.NONE.version(0)).isSameAs(Blacklist.EMPTY);
        assertThatThrownBy(() -> Blacklists.NONE.version(2))
                .isInstanceOf(BlacklistException.Refused.class)
                .hasMessageContaining("blacklist.zookeeper");
    }
}

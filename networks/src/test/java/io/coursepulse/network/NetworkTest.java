package io.coursepulse.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7/32, 203.0.113.7",
        "203.0.113.0/24, 203.0.113.0/24",
        "203.0.113.77/24, 203.0.113.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::ffff:cb00:7100/120, 203.0.113.0/24",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:1:2:3:4:5:6/64, 2001:db8:1:2::/64",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::1, ::1",
        "::/0, ::/0",
        "fe80::/10, fe80::/10",
    })
    void formatsCanonically(String text, String canonical) {
        assertThat(Network.parse(text)).hasToString(canonical);
        assertThat(Network.parse(canonical)).isEqualTo(Network.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.0/33",
                "203.0.113.0/-1",
                "203.0.113.0/",
                "203.0.113.0/24/8",
                "2001:db8::/129",
                "2001:db8::1::2",
                "fe80::1%eth0",
                "/24",
            })
    void invalidNetworkIsNamedInTheError(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void ordersByAddressThenLargerFirst() {
        assertThat(Network.parse("10.0.0.0/8")).isLessThan(Network.parse("10.0.0.0/9"));
        assertThat(Network.parse("10.0.0.0/9")).isLessThan(Network.parse("10.0.0.1"));
        assertThat(Network.parse("10.0.0.1")).isLessThan(Network.parse("200.0.0.1"));
        assertThat(Network.parse("200.0.0.1")).isLessThan(Network.parse("2001:db8::"));
        assertThat(Network.parse("2001:db8::")).isLessThan(Network.parse("fe80::"));
    }
}

package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFieldTest {

    private static RawFields combined(String client) {
        return RawFields.by(
                LineFormat.COMBINED,
                client + " - - [10/Oct/2000:13:55:36 -0700] \"GET /class/112.html HTTP/1.1\" 200 2326 \"-\" \"-\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "0.0.0.0",
                "255.255.255.255",
                "2001:db8::1",
                "2001:DB8:0:0:0:0:0:1",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "::",
                "::1",
                "::ffff:192.0.2.1",
                "64:ff9b::198.51.100.7",
                "1:2:3:4:5:6:1.2.3.4",
                "fe80::1%eth0",
                "fe80::a:b%3",
                "crawl-66-249.GoogleBot.com",
                "8.8.8.8.in-addr.arpa",
                "my_host",
                "localhost",
                "localhost.",
                "xn--fiqs8s.example",
                "4you.example",
                "a--b.example",
            })
    void acceptsAddressesAndHostNames(String client) {
        RawFields parsed = combined(client);
        assertThat(parsed.rejection()).isNull();
        assertThat(parsed.client()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3.256",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                "1.2.3.04",
                "1..2.3",
                "12345",
                "1.2.3.45.6.7.8",
                "host.123",
                "1.2.3.4:5678",
                "1.2.3.4,5.6.7.8",
                "a/b",
                ".",
                ".a",
                "a..b",
                "-a.example",
                "a-.example",
                "1.2.3.4-",
                "--",
                "\u00e4.de",
                "a\u0000b",
                "\"x\"",
                "[::1]",
                "1.2.3.4\t-",
                ":",
                ":::",
                "::1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:1.2.3.4",
                "12345::",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:",
                "1:",
                "g::1",
                "::1.2.3",
                "::1.2.3.4:5",
                "fe80::1%",
                "fe80::1%a%b",
                "%eth0",
                "unix:/run/nginx.sock",
            })
    void rejectsOtherValues(String client) {
        assertThat(combined(client).rejection()).isEqualTo(RejectReason.BAD_CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "unix:"})
    void unknownClientIsEmpty(String client) {
        RawFields parsed = combined(client);
        assertThat(parsed.rejection()).isNull();
        assertThat(parsed.client()).isEmpty();
        assertThat(parsed.uri()).isEqualTo("/class/112.html");
    }

    @Test
    void hostNameLengthIsLimited() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, label);
        assertThat(longest).hasSize(255);
        assertThat(combined(longest).rejection()).isNull();
        assertThat(combined(longest + ".").rejection()).isEqualTo(RejectReason.BAD_CLIENT);
        assertThat(combined("a" + label + ".example").rejection()).isEqualTo(RejectReason.BAD_CLIENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"COURSE", "AUTO"})
    void courseFormatAcceptsTheSameClients(LineFormat format) {
        String rest = "\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\t-";
        assertThat(RawFields.by(format, "fe80::1%eth0" + rest).client()).isEqualTo("fe80::1%eth0");
        assertThat(RawFields.by(format, "-" + rest).client()).isEmpty();
        assertThat(RawFields.by(format, "1.2.3.256" + rest).rejection()).isEqualTo(RejectReason.BAD_CLIENT);
    }
}

package io.coursepulse.web.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerdictTest {

    private static AuditVerdict parse(String value) {
        return AuditVerdict.parse(value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadAsTheAuditWroteIt() {
        assertThat(parse("{\"verdict\":\"EXACT\",\"at\":\"2026-11-26T14:00:00Z\",\"lines\":9,\"counted\":4,\"new\":1}"))
                .isEqualTo(new AuditVerdict(AuditVerdict.Verdict.EXACT, Instant.parse("2026-11-26T14:00:00Z"), 9, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"verdict\":\"FINE\",\"at\":\"2026-11-26T14:00:00Z\"}",
                "{\"verdict\":\"EXACT\",\"at\":\"today\"}",
                "{\"verdict\":7,\"at\":\"2026-11-26T14:00:00Z\"}"
            })
    void whatIsNoVerdictIsRefused(String value) {
        assertThatThrownBy(() -> parse(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeletedVerdictIsNone() {
        assertThatThrownBy(() -> AuditVerdict.parse(null)).isInstanceOf(IllegalArgumentException.class);
    }
}

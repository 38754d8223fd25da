package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerdictTest {

    private static final Instant AT = Instant.parse("2026-11-26T14:00:00Z");

    private static AuditVerdict read(String value) {
        return AuditVerdict.of(Records.of(value));
    }

    @Test
    void writesDocumentedRecord() {
        ProducerRecord<byte[], byte[]> record =
                new AuditVerdict(AuditVerdict.Verdict.EXACT, AT, 9, 4).toRecord("course-audits", "access-log");

        assertThat(record.topic()).isEqualTo("course-audits");
        assertThat(Records.text(record.key())).isEqualTo("access-log");
        assertThat(Records.text(record.value()))
                .isEqualTo("{\"verdict\":\"EXACT\",\"at\":\"2026-11-26T14:00:00Z\",\"lines\":9,\"counted\":4}");
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsThroughRecord(AuditVerdict.Verdict verdict) {
        AuditVerdict message = new AuditVerdict(verdict, AT, 5_000_000_000L, 4);

        assertThat(AuditVerdict.of(Records.sent(message.toRecord("audits", "access-log"))))
                .isEqualTo(message);
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(read("{\"verdict\":\"EXACT\",\"at\":\"2026-11-26T14:00:00Z\",\"lines\":9,\"counted\":4,\"new\":1}"))
                .isEqualTo(new AuditVerdict(AuditVerdict.Verdict.EXACT, AT, 9, 4));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"verdict\":\"FINE\",\"at\":\"2026-11-26T14:00:00Z\"}",
                "{\"verdict\":\"EXACT\",\"at\":\"today\"}",
                "{\"verdict\":7,\"at\":\"2026-11-26T14:00:00Z\"}"
            })
    void refusesAnythingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(value));
    }
}

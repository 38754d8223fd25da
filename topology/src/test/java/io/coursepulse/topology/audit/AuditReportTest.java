package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.AuditVerdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditReportTest {

    private static final LedgerRow ROW =
            new LedgerRow(0, 9, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0, Map.of("counted", 4L), Map.of());

    private static AuditReport report(boolean idle, String... differences) {
        return new AuditReport(
                List.of(new AuditReport.Partition("access-log-0", ROW, OptionalLong.of(9), List.of())),
                new EnumMap<>(Dimension.class),
                4,
                idle,
                List.of(differences));
    }

    @Test
    void verdictIsTheLastLineOfTheText() {
        assertThat(report(true).text()).endsWith("\nEXACT");
        assertThat(report(false).text())
                .endsWith("\nCONSISTENT (lines were counted during the audit; repeat it while nothing is counted for"
                        + " an exact result)");
        assertThat(report(true, "something").text()).endsWith("\nDIFFERENT");
    }

    @Test
    void publishesVerdictToTheSecond() {
        AuditReport report = report(true);

        assertThat(report.verdictAt(Instant.parse("2026-11-26T14:00:00.123456Z")))
                .isEqualTo(new AuditVerdict(
                        AuditVerdict.Verdict.EXACT, Instant.parse("2026-11-26T14:00:00Z"), report.lines(), 4));
    }
}

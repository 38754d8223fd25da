package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.store.CellKey;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecountReportTest {

    private static RecountReport report(boolean idle, RecountReport.Difference... differences) {
        return new RecountReport(
                LocalDate.of(2017, 11, 11), 2_000, 1_200, idle ? 1_200 : 1_250, 1_210, 77, idle, List.of(differences));
    }

    @Test
    void saysWhetherTheComparisonWasExact() {
        assertThat(report(true).text()).endsWith("\nEXACT").contains("1,200 clicks in 2,000 lines");
        assertThat(report(false).text()).endsWith("\nCONSISTENT").contains("1,200 to 1,250 clicks in 2,000 lines");
        assertThat(report(false).isExact()).isFalse();
        assertThat(report(false).isConsistent()).isTrue();
    }

    @Test
    void showsHowFarACounterIsOff() {
        CellKey counter = CellKey.counter("course_clickcount", "20171111_112");
        RecountReport tooHigh = report(false, new RecountReport.Difference(counter, 3, 5, 9, true));
        assertThat(tooHigh.text())
                .contains("course_clickcount/20171111_112: recounted 3 to 5, stored 9 (+4)")
                .endsWith("DIFFERENT");
        RecountReport tooLow = report(true, new RecountReport.Difference(counter, 5, 5, 2, true));
        assertThat(tooLow.text()).contains("recounted 5, stored 2 (-3)");
        assertThat(tooLow.isConsistent()).isFalse();
    }
}

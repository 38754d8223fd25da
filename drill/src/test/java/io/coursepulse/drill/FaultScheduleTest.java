package io.coursepulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    @Test
    void eachFaultOccursOnceBeforeAnyRepeats() {
        List<Fault> rounds = FaultSchedule.of(25, 7);
        assertThat(rounds).hasSize(25);
        assertThat(rounds.subList(0, 10)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(10, 20)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(20, 25)).doesNotHaveDuplicates();
    }

    @Test
    void sameSeedGivesSameFaults() {
        assertThat(FaultSchedule.of(30, 1)).isEqualTo(FaultSchedule.of(30, 1)).isNotEqualTo(FaultSchedule.of(30, 2));
        assertThat(FaultSchedule.of(4, 406))
                .containsExactly(Fault.KAFKA, Fault.ZOOKEEPER, Fault.PARTITION, Fault.ZOMBIE);
    }
}

package io.coursepulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void eachFaultOccursOnceBeforeAnyRepeats() {
        List<Fault> rounds = Fault.schedule(25, 7);
        assertThat(rounds).hasSize(25);
        assertThat(rounds.subList(0, 10)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(10, 20)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(20, 25)).doesNotHaveDuplicates();
    }

    @Test
    void sameSeedGivesSameFaults() {
        assertThat(Fault.schedule(30, 1)).isEqualTo(Fault.schedule(30, 1)).isNotEqualTo(Fault.schedule(30, 2));
        assertThat(Fault.schedule(4, 406)).containsExactly(Fault.KAFKA, Fault.ZOOKEEPER, Fault.PARTITION, Fault.ZOMBIE);
    }
}

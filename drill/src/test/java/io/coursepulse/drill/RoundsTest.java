package io.coursepulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void eachFaultComesOnceBeforeAnyComesAgain() {
        List<Fault> rounds = Rounds.of(25, 7);
        assertThat(rounds).hasSize(25);
        assertThat(rounds.subList(0, 10)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(10, 20)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(20, 25)).doesNotHaveDuplicates();
    }

    @Test
    void aSeedRepeatsTheFaults() {
        assertThat(Rounds.of(30, 1)).isEqualTo(Rounds.of(30, 1)).isNotEqualTo(Rounds.of(30, 2));
        assertThat(Rounds.of(4, 406)).containsExactly(Fault.KAFKA, Fault.ZOOKEEPER, Fault.PARTITION, Fault.ZOMBIE);
    }
}

package io.coursepulse.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.server.StoreName;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final List<Fault> ALL = List.of(Fault.values());

    @Test
    void eachFaultOccursOnceBeforeAnyRepeats() {
        int kinds = ALL.size();
        List<Fault> rounds = Fault.schedule(ALL, 2 * kinds + 5, 7);
        assertThat(rounds).hasSize(2 * kinds + 5);
        assertThat(rounds.subList(0, kinds)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(kinds, 2 * kinds)).containsExactlyInAnyOrder(Fault.values());
        assertThat(rounds.subList(2 * kinds, 2 * kinds + 5)).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheGivenFaultsOccur() {
        List<Fault> some = List.of(Fault.KAFKA, Fault.ZOMBIE);
        assertThat(Fault.schedule(some, 2, 3)).containsExactlyInAnyOrder(Fault.KAFKA, Fault.ZOMBIE);
    }

    @Test
    void sameSeedGivesSameFaults() {
        assertThat(Fault.schedule(ALL, 30, 1))
                .isEqualTo(Fault.schedule(ALL, 30, 1))
                .isNotEqualTo(Fault.schedule(ALL, 30, 2));
    }

    @Test
    void unknownNameListsTheFaults() {
        assertThat(Fault.of("store-frozen")).isEqualTo(Fault.STORE_FROZEN);
        assertThatThrownBy(() -> Fault.of("storm"))
                .hasMessageContaining("\"storm\"")
                .hasMessageContaining("store-frozen");
    }

    @Test
    void regionFaultsNeedRegions() {
        assertThat(Fault.REGION_SPLIT.obstacle(new DrillSetup(StoreName.MARIADB, 1)))
                .contains("MariaDB has no regions");
        assertThat(Fault.REGION_SPLIT.obstacle(new DrillSetup(StoreName.HBASE, 1)))
                .isEmpty();
    }
}

package io.coursepulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.drill.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultTableTest {

    @Test
    void showsMinimumMedianAndMaximumOfEachFault() {
        FaultTable table = new FaultTable();
        table.add(Fault.STORE, Duration.ofSeconds(30));
        table.add(Fault.KAFKA, Duration.ofMillis(1_500));
        table.add(Fault.STORE, Duration.ofSeconds(10));
        table.add(Fault.STORE, Duration.ofSeconds(20));

        assertThat(table.text().lines().skip(1).map(row -> row.replaceAll(" +", " ")))
                .containsExactly("kafka 1 1.5 1.5 1.5", "store 3 10.0 20.0 30.0");
    }
}

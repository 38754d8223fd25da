package io.coursepulse.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    private final List<String> notes = new ArrayList<>();

    @Test
    void usesDefaultPortWithoutNote() {
        Ports ports = Ports.choose(EnumSet.of(PortName.WEB), Map.of(), notes::add, number -> true);

        assertThat(ports.address(PortName.WEB)).isEqualTo("127.0.0.1:8080");
        assertThat(notes).isEmpty();
    }

    @Test
    void usesNextFreePortAndReportsIt() {
        Ports ports = Ports.choose(EnumSet.of(PortName.WEB), Map.of(), notes::add, number -> number > 8082);

        assertThat(ports.of(PortName.WEB)).isEqualTo(8083);
        assertThat(notes).containsExactly("port 8080 is in use: web listens on 8083");
    }

    @Test
    void neverAssignsPortTwice() {
        Ports ports = Ports.choose(
                EnumSet.of(PortName.KAFKA, PortName.KAFKA_CONTROLLER),
                Map.of(),
                notes::add,
                number -> number != PortName.KAFKA.defaultNumber());

        assertThat(ports.of(PortName.KAFKA)).isEqualTo(9093);
        assertThat(ports.of(PortName.KAFKA_CONTROLLER)).isEqualTo(9094);
    }

    @Test
    void requestedPortIsNotGivenToOthers() {
        Ports ports = Ports.choose(
                EnumSet.of(PortName.KAFKA, PortName.WEB),
                Map.of(PortName.WEB, PortName.KAFKA.defaultNumber()),
                notes::add,
                number -> true);

        assertThat(ports.of(PortName.WEB)).isEqualTo(9092);
        assertThat(ports.of(PortName.KAFKA)).isEqualTo(9093);
    }

    @Test
    void rejectsRequestedPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<PortName, Integer> requested = Map.of(PortName.WEB, taken.getLocalPort());

            assertThatThrownBy(() -> Ports.choose(Set.of(), requested, notes::add))
                    .isInstanceOf(SandboxFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("--port web=" + taken.getLocalPort())
                    .hasMessageContaining("Stop that process");
        }
    }

    @Test
    void reportsSearchRangeWhenNoneIsFree() {
        assertThatThrownBy(() -> Ports.choose(EnumSet.of(PortName.NIMBUS), Map.of(), notes::add, number -> false))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("No free port for nimbus: all from 6627 to 7027")
                .hasMessageContaining("--port nimbus=NUMBER");
    }

    @Test
    void concurrentSandboxesChooseDifferentPorts() {
        Ports first = Ports.choose(EnumSet.of(PortName.WORKER_1), Map.of(), notes::add);
        Ports second = Ports.choose(EnumSet.of(PortName.WORKER_1), Map.of(), notes::add);
        try {
            assertThat(second.of(PortName.WORKER_1)).isNotEqualTo(first.of(PortName.WORKER_1));
        } finally {
            first.release();
            second.release();
        }
    }

    @Test
    void unknownNameListsKnownNames() {
        assertThat(PortName.of("kafka-controller")).isEqualTo(PortName.KAFKA_CONTROLLER);
        assertThatThrownBy(() -> PortName.of("http"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("kafka-controller");
    }
}

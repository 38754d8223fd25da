package io.coursepulse.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private final ProcessIdentity me = ProcessIdentity.current();

    @Test
    void roundTripsThroughString() {
        assertThat(ProcessIdentity.parse(me.toString())).isEqualTo(me);
    }

    @Test
    void rejectsInvalidText() {
        assertThatThrownBy(() -> ProcessIdentity.parse("12")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessIdentity.parse("a@b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void currentJvmIsAlive() {
        assertThat(me.isAlive()).isTrue();
    }

    @Test
    void reusedPidIsNotAlive() {
        assertThat(new ProcessIdentity(me.pid(), me.startMillis() - 60_000).isAlive())
                .isFalse();
    }

    @Test
    void toleratesRoundedStartTime() {
        assertThat(new ProcessIdentity(me.pid(), me.startMillis() + 1_000).isAlive())
                .isTrue();
    }

    @Test
    void terminatedProcessIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        assertThat(identity.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
    }
}

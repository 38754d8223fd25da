package io.coursepulse.leash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private final ProcessIdentity me = ProcessIdentity.current();

    @Test
    void survivesACommandLine() {
        assertThat(ProcessIdentity.parse(me.toString())).isEqualTo(me);
    }

    @Test
    void refusesWhatIsNoIdentity() {
        assertThatThrownBy(() -> ProcessIdentity.parse("12")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessIdentity.parse("a@b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thisJvmIsAlive() {
        assertThat(me.isAlive()).isTrue();
    }

    @Test
    void aLaterProcessWithTheSamePidIsAnotherOne() {
        assertThat(new ProcessIdentity(me.pid(), me.startMillis() - 60_000).isAlive())
                .isFalse();
    }

    @Test
    void theBootTimeMayBeRoundedEitherWay() {
        assertThat(new ProcessIdentity(me.pid(), me.startMillis() + 1_000).isAlive())
                .isTrue();
    }

    @Test
    void aProcessThatHasEndedIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        assertThat(identity.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
    }
}

package io.coursepulse.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwaitTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AtomicInteger polls = new AtomicInteger();

    @Test
    void anExceptionIsNotYet() throws Exception {
        Await.until("the third poll", TIMEOUT, () -> {
            if (polls.incrementAndGet() < 3) {
                throw new IOException("down");
            }
            return true;
        });

        assertThat(polls).hasValue(3);
    }

    @Test
    void timeoutNamesWhatIsMissingAndLastError() {
        assertThatThrownBy(() -> Await.until("a miracle", Duration.ZERO, () -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(SandboxFailure.class)
                .hasMessage("Timed out after 0 s waiting for a miracle; last error: java.io.IOException: down");
    }

    @Test
    void sandboxFailureEndsTheWait() {
        assertThatThrownBy(() -> Await.within(TIMEOUT, () -> {
                    throw new SandboxFailure("never");
                }))
                .hasMessage("never");
    }

    @Test
    void progressIsAwaitedAcrossOutages() throws Exception {
        Await.Progress progress = new Await.Progress("polls", () -> {
            if (polls.incrementAndGet() == 2) {
                throw new StoreException.Unavailable("down", null);
            }
            return polls.get();
        });

        progress.await(() -> 3);

        assertThat(polls).hasValue(3);
    }

    @Test
    void otherErrorsOfProgressAreThrown() {
        Await.Progress broken = new Await.Progress("lines", () -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> broken.await(() -> 1)).hasMessage("broken");
    }
}

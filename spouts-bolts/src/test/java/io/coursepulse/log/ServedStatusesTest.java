package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedStatusesTest {

    private static int[] all(ServedStatuses statuses) {
        return IntStream.range(100, 1_000).filter(statuses::contains).toArray();
    }

    @Test
    void pagesThatWereSentOrThatTheBrowserHasAreServed() {
        assertThat(all(ServedStatuses.DEFAULT))
                .containsExactly(IntStream.concat(IntStream.range(200, 300), IntStream.of(304))
                        .toArray());
    }

    @Test
    void takesStatusesAndClasses() {
        assertThat(all(new ServedStatuses(List.of("404", "200")))).containsExactly(200, 404);
        assertThat(all(new ServedStatuses(List.of("9xx"))))
                .containsExactly(IntStream.range(900, 1_000).toArray());
        assertThat(new ServedStatuses(List.of("2xx", "200"))).isEqualTo(new ServedStatuses(List.of("2xx")));
        assertThat(ServedStatuses.DEFAULT).hasToString("[2xx, 304]");
        assertThat(new ServedStatuses(List.of("500", "304", "2xx", "404", "200")))
                .hasToString("[2xx, 304, 404, 500]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "20", "20x", "2XX", "0xx", "xxx", "2000", "099", " 200", "200-299", "-200", "ok"})
    void whatIsNoStatusIsRefusedWithAdvice(String text) {
        assertThatThrownBy(() -> new ServedStatuses(List.of("200", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("2xx");
    }

    @Test
    void noStatusAtAllIsRefused() {
        assertThatThrownBy(() -> new ServedStatuses(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing would be counted");
    }
}

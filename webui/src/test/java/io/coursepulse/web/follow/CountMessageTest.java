package io.coursepulse.web.follow;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.web.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountMessageTest {

    @Test
    void readsACount() {
        assertThat(parse("{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":123}"))
                .contains(Rows.course(SINGLES_DAY, "112", 123));
        assertThat(parse("{\"table\":\"course_search_clickcount\",\"row\":\"20171111_baidu_112\",\"count\":4}"))
                .contains(Rows.search(SINGLES_DAY, "baidu", "112", 4));
        assertThat(parse("{\"table\":\"course_region_clickcount\",\"row\":\"20171111_CN-GD_112\",\"count\":4}"))
                .contains(Rows.region(SINGLES_DAY, "CN-GD", "112", 4));
        assertThat(parse("{\"table\":\"course_minute_clickcount\",\"row\":\"201711111234_112\",\"count\":4}"))
                .contains(Rows.minute(SINGLES_DAY.atTime(12, 34), "112", 4));
    }

    @Test
    void knowsMembersItDoesNotKnowToBeHarmless() {
        assertThat(parse("{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":5000000000,\"txid\":7}"))
                .contains(Rows.course(SINGLES_DAY, "112", 5_000_000_000L));
    }

    @Test
    void passesOverATableOfANewerTopology() {
        assertThat(parse("{\"table\":\"course_moon_clickcount\",\"row\":\"20171111_full_112\",\"count\":1}"))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{",
                "{}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\"}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":\"many\"}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171131_112\",\"count\":1}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_baidu_112\",\"count\":1}",
                "{\"table\":\"course_minute_clickcount\",\"row\":\"20171111_112\",\"count\":1}",
                "{\"table\":\"course_clickcount\",\"count\":1}"
            })
    void refusesWhatIsNoCount(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(text));
    }

    private static Optional<CounterValue> parse(String text) {
        return CountMessage.parse(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }
}

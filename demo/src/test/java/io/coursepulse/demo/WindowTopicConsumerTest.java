package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.coursepulse.topic.RecentWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTopicConsumerTest {

    private static final Instant FROM = Instant.parse("2017-11-11T00:00:00Z");
    private static final RecentWindow WINDOW = new RecentWindow(
            "1m",
            "1s",
            FROM,
            FROM.plusSeconds(60),
            false,
            false,
            3,
            2,
            0,
            0,
            List.of(new RecentWindow.Course("1", 3, 2)),
            List.of());

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>("course-activity", 0, 7, null, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesWhatTheTopologyWrites() {
        assertThat(WindowTopicConsumer.window(record(WINDOW.toJson()))).isEqualTo(WINDOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"slide\":\"1s\",", "\"filling\":false,", "\"late\":0,", ",\"before\":2}]"})
    void refusesAWindowWithoutOneOfItsFields(String field) {
        String incomplete = WINDOW.toJson().replace(field, field.endsWith("]") ? "}]" : "");
        assertThat(incomplete).isNotEqualTo(WINDOW.toJson());
        assertThatIllegalStateException()
                .isThrownBy(() -> WindowTopicConsumer.window(record(incomplete)))
                .withMessageContaining("offset 7 of topic course-activity");
    }
}

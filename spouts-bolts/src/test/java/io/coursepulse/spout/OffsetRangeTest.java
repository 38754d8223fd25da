package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.Test;

class OffsetRangeTest {

    private static final long RULES = 7;

    /** Round trip through JSON, as in Storm's storage; small numbers become Integer. */
    private static Map<String, Object> stored(Map<String, Object> metadata) {
        return (JSONObject) JSONValue.parse(JSONValue.toJSONString(metadata));
    }

    @Test
    void roundTripsThroughJson() {
        for (OffsetRange range : new OffsetRange[] {
            new OffsetRange(0, 0, 0, RULES, 1, true),
            new OffsetRange(7, 12, 3, RULES, 9, false),
            new OffsetRange(1L << 40, Long.MAX_VALUE, 1L << 33, RULES, 1L << 35, false)
        }) {
            assertThat(OffsetRange.of(stored(range.toMap()))).isEqualTo(range);
        }
    }

    @Test
    void metadataOfEarlierVersionsHasNoRulesAndIsNotTheFirst() {
        assertThat(OffsetRange.of(stored(Map.of("from", 1, "to", 2, "blacklist", 0, "txid", 1))))
                .isEqualTo(new OffsetRange(1, 2, 0, 0, 1, false));
    }

    @Test
    void metadataOfEarlierVersionsWithoutLinesMayBeTheFirst() {
        assertThat(OffsetRange.of(stored(Map.of("from", 40, "to", 40, "blacklist", 0, "txid", 6))))
                .isEqualTo(new OffsetRange(40, 40, 0, 0, 6, true));
    }

    @Test
    void foreignMetadataIsRejectedWithAdvice() {
        for (Map<String, Object> foreign : java.util.List.<Map<String, Object>>of(
                Map.of("firstOffset", 1, "lastOffset", 2),
                Map.of("from", "1", "to", 2, "blacklist", 0, "txid", 1),
                Map.of("from", 1, "to", 2, "blacklist", 0),
                Map.of())) {
            assertThatThrownBy(() -> OffsetRange.of(stored(foreign)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not written by this spout")
                    .hasMessageContaining("counts.transaction-id");
        }
    }

    @Test
    void emptyRangeHasNoOffsets() {
        assertThat(new OffsetRange(4, 4, 0, RULES, 1, false).isEmpty()).isTrue();
        assertThat(new OffsetRange(4, 5, 0, RULES, 1, false).isEmpty()).isFalse();
        assertThat(new OffsetRange(4, 5, 9, RULES, 1, false)).hasToString("[4, 5)");
    }
}

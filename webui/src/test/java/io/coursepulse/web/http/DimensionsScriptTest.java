package io.coursepulse.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DimensionsScriptTest {

    private final String script = new String(DimensionsScript.content(), StandardCharsets.UTF_8);

    private JsonArray dimensions() {
        return new JsonArray(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1));
    }

    @Test
    void isAModuleThatExportsDimensions() {
        assertThat(script).startsWith("export const dimensions = [").endsWith("];\n");
    }

    @Test
    void describesEveryDimensionInItsOrder() {
        assertThat(dimensions()).hasSameSizeAs(Dimension.values());
        for (Dimension dimension : Dimension.values()) {
            assertThat(dimensions().getJsonObject(dimension.ordinal()).getString("table"))
                    .isEqualTo(dimension.table());
        }
    }

    @Test
    void saysHowADimensionIsListedAndShown() {
        assertThat(dimensions().getJsonObject(Dimension.REGION.ordinal()))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"name":"region","list":"regions","key":"region","table":"course_region_clickcount",
                                "panel":"MAP","everyVisit":true,"byEngine":false,
                                "labels":{"en":{"title":"Regions","column":"Region"},"zh":{"title":"地区","column":"地区"}}}"""));
        assertThat(dimensions().getJsonObject(Dimension.SEARCH.ordinal()))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"name":"search","list":"engines","key":"engine","table":"course_search_clickcount",
                                "panel":"TABLE","everyVisit":false,"byEngine":true,
                                "labels":{"en":{"title":"Search engines","column":"Engine"},
                                "zh":{"title":"搜索引擎","column":"引擎"}}}"""));
    }
}

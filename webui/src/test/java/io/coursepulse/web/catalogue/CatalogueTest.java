package io.coursepulse.web.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void readsCommasQuotesAndTabs() {
        assertThat(Catalogue.parse(List.of(
                                "\uFEFFid,title",
                                "112,Storm in depth",
                                "",
                                "# old ones",
                                "128,\"Spark, \"\"by example\"\"\"",
                                "145\t大数据, 实战"))
                        .titles())
                .isEqualTo(Map.of("112", "Storm in depth", "128", "Spark, \"by example\"", "145", "大数据, 实战"));
    }

    @Test
    void reportsTheInvalidLine() {
        assertThatThrownBy(() -> Catalogue.parse(List.of("112,Storm", "128")))
                .isInstanceOf(Catalogue.CatalogueException.class)
                .hasMessageContaining("line 2");
    }
}

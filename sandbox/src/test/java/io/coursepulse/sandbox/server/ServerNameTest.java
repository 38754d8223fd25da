package io.coursepulse.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.run.SandboxFailure;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerNameTest {

    /** The startup relies on this order. */
    @ParameterizedTest
    @EnumSource
    void isOrderedAfterItsDependencies(ServerName name) {
        assertThat(StoreName.values())
                .flatExtracting(store -> name.dependencies(store))
                .allMatch(needed -> needed.ordinal() < name.ordinal());
    }

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnName(ServerName name) {
        assertThat(ServerName.of(name.toString())).isEqualTo(name);
    }

    @Test
    void withDependenciesAddsDependencies() {
        assertThat(ServerName.withDependencies(Set.of(ServerName.SUPERVISOR), StoreName.HBASE))
                .containsExactly(ServerName.ZOOKEEPER, ServerName.NIMBUS, ServerName.SUPERVISOR);
    }

    @ParameterizedTest
    @EnumSource
    void pipelineHasOnlyItsStore(StoreName store) {
        assertThat(StoreName.values())
                .filteredOn(other -> ServerName.pipeline(store).contains(other.server()))
                .containsExactly(store);
        assertThat(ServerName.withDependencies(Set.of(ServerName.WEB), store))
                .containsExactlyInAnyOrder(ServerName.KAFKA, store.server(), ServerName.WEB);
    }

    @ParameterizedTest
    @EnumSource
    void storeParsesItsOwnName(StoreName store) {
        assertThat(StoreName.of(store.toString())).isEqualTo(store);
    }

    @Test
    void unknownStoreListsKnownStores() {
        assertThatThrownBy(() -> StoreName.of("redis"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("hbase, mariadb, h2");
    }

    @Test
    void unknownNameListsKnownNames() {
        assertThatThrownBy(() -> ServerName.of("redis"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("zookeeper, kafka, kafka-2, kafka-3, hbase");
    }
}

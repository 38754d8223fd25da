package io.coursepulse.sandbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports run one way: from the wiring to the stages, never back, and nothing knows the sandbox. */
class ImportsTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().endsWith("sandbox") ? Path.of("..") : Path.of("");

    /** What the web server shares with the topologies. */
    private static final String[] SHARED = {
        "io.coursepulse.config..",
        "io.coursepulse.network..",
        "io.coursepulse.blacklist..",
        "io.coursepulse.dimension..",
        "io.coursepulse.topic..",
        "io.coursepulse.store.."
    };

    private static final String[] SPOUTS_BOLTS = {
        "io.coursepulse.log..",
        "io.coursepulse.enrich..",
        "io.coursepulse.spout..",
        "io.coursepulse.visit..",
        "io.coursepulse.activity.."
    };
    private static final String TRIDENT_STATE = "io.coursepulse.trident..";
    private static final String TOPOLOGY = "io.coursepulse.topology..";
    private static final String WEB = "io.coursepulse.web..";
    private static final String SANDBOX = "io.coursepulse.sandbox..";
    private static final String FLUME = "io.coursepulse.flume..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importLocations(Stream.of(
                            "config",
                            "networks",
                            "blacklist",
                            "dimensions",
                            "topics",
                            "stores",
                            "flume",
                            "spouts-bolts",
                            "trident-state",
                            "topology",
                            "webui",
                            "sandbox")
                            .map(module -> Location.of(PROJECT.resolve(module).resolve("target/classes")))
                            .toList());

    @Test
    void everyModuleIsLookedAt() {
        assertThat(List.of(
                        "io.coursepulse.flume.PromptKafkaSink",
                        "io.coursepulse.config.Settings",
                        "io.coursepulse.network.Network",
                        "io.coursepulse.blacklist.Blacklist",
                        "io.coursepulse.dimension.Dimension",
                        "io.coursepulse.topic.RejectedLine",
                        "io.coursepulse.trident.CounterState",
                        "io.coursepulse.spout.ExactKafkaSpout",
                        "io.coursepulse.activity.RecentActivityBolt",
                        "io.coursepulse.store.Ledger",
                        "io.coursepulse.topology.Main",
                        "io.coursepulse.web.Main",
                        "io.coursepulse.sandbox.Main"))
                .allMatch(CLASSES::contain);
    }

    @Test
    void theStagesKnowNeitherEachOtherNorTheWiring() {
        refuse(SHARED, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB, SANDBOX, FLUME);
        refuse(new String[] {TRIDENT_STATE}, join(SPOUTS_BOLTS, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(new String[] {FLUME}, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB, SANDBOX));
    }

    @Test
    void nothingKnowsTheSandboxOrTheWebServer() {
        refuse(new String[] {TOPOLOGY}, WEB, SANDBOX, FLUME);
        refuse(new String[] {WEB}, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, SANDBOX, FLUME));
    }

    @Test
    void theReadingSideWorksWithoutStorm() {
        refuse(join(SHARED, WEB), "org.apache.storm..");
    }

    @Test
    void onlyTheStoresOwnPackageKnowsHBase() {
        noClasses()
                .that()
                .resideInAnyPackage("io.coursepulse.store", "io.coursepulse.store.jdbc..", "io.coursepulse.trident..", WEB, TOPOLOGY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoresOwnPackageAndItsPoolInStormKnowDatabases() {
        refuse(
                new String[] {"io.coursepulse.store", "io.coursepulse.store.hbase", WEB, TOPOLOGY},
                "java.sql..",
                "javax.sql..",
                "com.zaxxer..",
                "org.apache.storm.jdbc..");
    }

    @Test
    void noPackagesOfAStageDependOnEachOtherInACircle() {
        slices().matching("io.coursepulse.(config|network|blacklist|dimension|topic|log|enrich|spout|visit|activity)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("io.coursepulse.(store.*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private void refuse(String[] from, String... to) {
        noClasses()
                .that()
                .resideInAnyPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(CLASSES);
    }

    private static String[] join(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}

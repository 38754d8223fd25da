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

    private static final String[] SPOUTS_BOLTS = {
        "io.coursepulse.log..",
        "io.coursepulse.blacklist..",
        "io.coursepulse.enrich..",
        "io.coursepulse.spout..",
        "io.coursepulse.visit..",
        "io.coursepulse.activity.."
    };
    private static final String[] TRIDENT_STATE = {
        "io.coursepulse.config..", "io.coursepulse.counter..", "io.coursepulse.trident.."
    };
    private static final String TOPOLOGY = "io.coursepulse.topology..";
    private static final String WEB = "io.coursepulse.web..";
    private static final String SANDBOX = "io.coursepulse.sandbox..";
    private static final String FLUME = "io.coursepulse.flume..";

    private final JavaClasses classes = new ClassFileImporter()
            .importLocations(Stream.of("flume", "spouts-bolts", "trident-state", "topology", "webui", "sandbox")
                    .map(module -> Location.of(PROJECT.resolve(module).resolve("target/classes")))
                    .toList());

    @Test
    void everyModuleIsLookedAt() {
        assertThat(List.of(
                        "io.coursepulse.flume.PromptKafkaSink",
                        "io.coursepulse.spout.ExactKafkaSpout",
                        "io.coursepulse.activity.RecentActivityBolt",
                        "io.coursepulse.counter.Ledger",
                        "io.coursepulse.topology.Main",
                        "io.coursepulse.web.Main",
                        "io.coursepulse.sandbox.Main"))
                .allMatch(classes::contain);
    }

    @Test
    void theStagesKnowNeitherEachOtherNorTheWiring() {
        refuse(SPOUTS_BOLTS, join(TRIDENT_STATE, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(TRIDENT_STATE, join(SPOUTS_BOLTS, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(new String[] {FLUME}, join(join(SPOUTS_BOLTS, TRIDENT_STATE), TOPOLOGY, WEB, SANDBOX));
    }

    @Test
    void nothingKnowsTheSandboxOrTheWebServer() {
        refuse(new String[] {TOPOLOGY}, WEB, SANDBOX, FLUME);
        refuse(new String[] {WEB}, join(SPOUTS_BOLTS, TOPOLOGY, SANDBOX, FLUME));
    }

    @Test
    void theReadingSideWorksWithoutStorm() {
        refuse(new String[] {WEB, "io.coursepulse.counter..", "io.coursepulse.config.."}, "org.apache.storm..");
        refuse(new String[] {WEB}, "io.coursepulse.trident..");
    }

    @Test
    void onlyTheStoresOwnPackageKnowsHBase() {
        noClasses()
                .that()
                .resideInAnyPackage("io.coursepulse.counter", "io.coursepulse.trident..", WEB, TOPOLOGY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(classes);
    }

    @Test
    void onlyTheStoresOwnPackageAndItsPoolInStormKnowDatabases() {
        refuse(
                new String[] {"io.coursepulse.counter", "io.coursepulse.counter.hbase", WEB, TOPOLOGY},
                "java.sql..",
                "javax.sql..",
                "com.zaxxer..",
                "org.apache.storm.jdbc..");
    }

    @Test
    void noPackagesOfAStageDependOnEachOtherInACircle() {
        slices().matching("io.coursepulse.(log|blacklist|enrich|spout|visit|activity)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
        slices().matching("io.coursepulse.(counter.*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private void refuse(String[] from, String... to) {
        noClasses()
                .that()
                .resideInAnyPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(classes);
    }

    private static String[] join(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}

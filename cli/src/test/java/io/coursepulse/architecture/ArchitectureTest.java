package io.coursepulse.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: wiring, stages, shared modules; nothing depends on the tools. */
class ArchitectureTest {

    static final Path PROJECT = Path.of("").toAbsolutePath().endsWith("cli") ? Path.of("..") : Path.of("");

    /** The modules that web server and topologies share. */
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
    /** Runs and verifies the product on this machine: may use all of it. */
    private static final String[] TOOLS = {
        "io.coursepulse.sandbox..",
        "io.coursepulse.generator..",
        "io.coursepulse.demo..",
        "io.coursepulse.drill..",
        "io.coursepulse.simulation..",
        "io.coursepulse.parse..",
        "io.coursepulse.cli.."
    };

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
                            "sandbox",
                            "generator",
                            "demo",
                            "drill",
                            "simulation",
                            "cli")
                    .map(module -> Location.of(PROJECT.resolve(module).resolve("target/classes")))
                    .toList());

    @Test
    void everyModuleIsImported() {
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
                        "io.coursepulse.sandbox.Sandbox",
                        "io.coursepulse.generator.LogGenerator",
                        "io.coursepulse.demo.Demo",
                        "io.coursepulse.drill.Drill",
                        "io.coursepulse.simulation.Simulator",
                        "io.coursepulse.parse.ParseCommand",
                        "io.coursepulse.cli.Main"))
                .allMatch(CLASSES::contain);
    }

    @Test
    void stagesDoNotDependOnEachOtherOrOnWiring() {
        assertNoDependency(SHARED, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB, FLUME));
        assertNoDependency(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB, FLUME);
        assertNoDependency(new String[] {TRIDENT_STATE}, join(SPOUTS_BOLTS, TOPOLOGY, WEB, FLUME));
        assertNoDependency(new String[] {FLUME}, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, WEB));
    }

    @Test
    void webServerDependsOnSharedModulesOnly() {
        assertNoDependency(new String[] {TOPOLOGY}, WEB, FLUME);
        assertNoDependency(new String[] {WEB}, join(SPOUTS_BOLTS, TRIDENT_STATE, TOPOLOGY, FLUME));
    }

    @Test
    void nothingDependsOnTools() {
        assertNoDependency(join(join(SHARED, SPOUTS_BOLTS), TRIDENT_STATE, TOPOLOGY, WEB, FLUME), TOOLS);
    }

    @Test
    void generatorSharesOnlyDimensionsWithPipeline() {
        String[] sharedWithoutDimensions = Stream.of(SHARED)
                .filter(name -> !name.equals("io.coursepulse.dimension.."))
                .toArray(String[]::new);
        assertNoDependency(
                new String[] {"io.coursepulse.generator.."},
                join(
                        join(SPOUTS_BOLTS, sharedWithoutDimensions),
                        TRIDENT_STATE,
                        TOPOLOGY,
                        WEB,
                        "io.coursepulse.sandbox..",
                        "io.coursepulse.cli.."));
    }

    @Test
    void readSideDoesNotDependOnStorm() {
        assertNoDependency(SHARED, "org.apache.storm..");
    }

    /** The generated client for Nimbus and its Thrift, in one package: the web server has no other dependency of Storm. */
    @Test
    void webServerUsesOnlyStormsNimbusClient() {
        noClasses()
                .that()
                .resideInAPackage(WEB)
                .and()
                .resideOutsideOfPackage("io.coursepulse.web.storm")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.storm..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.coursepulse.web.storm")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.storm..")
                        .and(resideOutsideOfPackages("org.apache.storm.generated..", "org.apache.storm.thrift..")))
                .check(CLASSES);
    }

    @Test
    void onlyHBaseStoreDependsOnHBase() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.coursepulse.store",
                        "io.coursepulse.store.jdbc..",
                        "io.coursepulse.trident..",
                        WEB,
                        TOPOLOGY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void onlyJdbcStoreAndStormPoolDependOnJdbc() {
        assertNoDependency(
                new String[] {"io.coursepulse.store", "io.coursepulse.store.hbase", WEB, TOPOLOGY},
                "java.sql..",
                "javax.sql..",
                "com.zaxxer..",
                "org.apache.storm.jdbc..");
    }

    /** The machine's clock can be set: timeouts and intervals take {@code Stopwatch}. These need the time of day. */
    @Test
    void onlyClassesThatNeedTheTimeOfDayReadTheClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.coursepulse.activity.RecentLinesSpout")
                .and()
                .doNotHaveFullyQualifiedName("io.coursepulse.activity.TrackingTopicFilter")
                .and()
                .doNotHaveFullyQualifiedName("io.coursepulse.topology.activity.RecentRowsBolt")
                .and()
                .doNotHaveFullyQualifiedName("io.coursepulse.topology.audit.AuditCommand")
                .and()
                .doNotHaveFullyQualifiedName("io.coursepulse.demo.PageLatency")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.coursepulse.(config|network|blacklist|dimension|topic|log|enrich|spout|visit|activity)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("io.coursepulse.(store.*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private void assertNoDependency(String[] from, String... to) {
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

package io.coursepulse.topology;

import io.coursepulse.topology.audit.AuditCommand;
import io.coursepulse.topology.audit.RecountCommand;
import io.coursepulse.topology.audit.RecoverCommand;
import io.coursepulse.topology.audit.RepairCommand;
import io.coursepulse.topology.blacklist.BlacklistCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class for {@code storm jar}: a command per topology, and commands that audit and repair the counts. */
@Command(
        name = "coursepulse-topology",
        description = "Submits CoursePulse's topologies to a Storm cluster, and audits the counts.",
        mixinStandardHelpOptions = true,
        subcommands = {SubmitCommand.Counts.class, SubmitCommand.Activity.class})
public final class Main {

    private Main() {}

    /** Exits with the command's exit code, or 2 if the command line is invalid. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .addSubcommand(new AuditCommand(new ClusterDeployment()))
                .addSubcommand(new RecountCommand(new ClusterDeployment()))
                .addSubcommand(new RepairCommand(new ClusterDeployment()))
                .addSubcommand(new RecoverCommand(new ClusterDeployment()))
                .addSubcommand(new BlacklistCommand(new ClusterDeployment()))
                .execute(arguments));
    }
}

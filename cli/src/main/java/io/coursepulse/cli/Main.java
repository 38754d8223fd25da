package io.coursepulse.cli;

import io.coursepulse.parse.ParseCommand;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.topology.audit.AuditCommand;
import io.coursepulse.topology.audit.RecountCommand;
import io.coursepulse.topology.audit.RecoverCommand;
import io.coursepulse.topology.audit.RepairCommand;
import io.coursepulse.topology.blacklist.BlacklistCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code coursepulse} command, behind the script of that name. */
@Command(
        name = "coursepulse",
        description = "CoursePulse on this machine: real servers, log lines and a live dashboard.",
        subcommands = {
            DemoCommand.class,
            DrillCommand.class,
            SimulateCommand.class,
            UpCommand.class,
            GenerateCommand.class,
            ParseCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            KillCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true)
public final class Main {

    Main() {}

    @SuppressWarnings("SystemExit")
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code: 0 on success, 1 on failure, 2 for an invalid command line. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .addSubcommand(new AuditCommand(new SandboxDeployment()))
                .addSubcommand(new RecountCommand(new SandboxDeployment()))
                .addSubcommand(new RepairCommand(new SandboxDeployment()))
                .addSubcommand(new RecoverCommand(new SandboxDeployment()))
                .addSubcommand(new BlacklistCommand(new SandboxDeployment()))
                .addSubcommand(new DownCommand())
                // Taken now: a starting sandbox redirects the process's error stream to a log.
                .setErr(new PrintWriter(System.err, true))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (exception instanceof SandboxFailure) {
                        command.getErr().println(exception.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw exception;
                })
                .execute(arguments);
    }
}

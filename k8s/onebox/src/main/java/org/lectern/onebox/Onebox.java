package org.lectern.onebox;

import org.lectern.model.LecternException;
import org.lectern.onebox.process.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script {@code lectern} starts. */
@Command(
        name = "./lectern",
        subcommands = {DemoCommand.class, UpCommand.class, BenchCommand.class},
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class Onebox {
    private Onebox() {}

    public static void main(String[] args) {
        StopSignal stop = StopSignal.listen();
        int code = 1;
        try {
            code = new CommandLine(new Onebox(), factory(stop))
                    .setExecutionExceptionHandler(Onebox::explain)
                    .execute(args);
        } finally {
            stop.finished(code);
        }
        System.exit(code);
    }

    /** Commands take the signal as their only argument. */
    private static CommandLine.IFactory factory(StopSignal stop) {
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == DemoCommand.class) {
                    return type.cast(new DemoCommand(stop));
                }
                if (type == UpCommand.class) {
                    return type.cast(new UpCommand(stop));
                }
                if (type == BenchCommand.class) {
                    return type.cast(new BenchCommand(stop));
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        switch (e) {
            case StopSignal.StopAsked asked -> {
                return 0;
            }
            case LecternException expected -> command.getErr().println(expected.getMessage());
            default -> {
                command.getErr().println("Lectern failed in a way that it should not: " + e);
                e.printStackTrace(command.getErr());
            }
        }
        command.getErr().flush();
        return 1;
    }
}

package org.lectern.recorder.control;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.onvif.CameraSearch;
import org.lectern.recorder.rehearsal.RehearsalRunner;
import org.lectern.recorder.schedule.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the server asks for, each command once. For one thread. */
public final class CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);

    private final Scheduler scheduler;
    private final AgentMemory memory;
    private final CameraSearch cameras;
    private final RehearsalRunner rehearsals;
    private final Consumer<AgentMessage> later;

    /** @param later takes answers that come when they come, of any thread */
    public CommandHandler(
            Scheduler scheduler,
            AgentMemory memory,
            CameraSearch cameras,
            RehearsalRunner rehearsals,
            Consumer<AgentMessage> later) {
        this.scheduler = scheduler;
        this.memory = memory;
        this.cameras = cameras;
        this.rehearsals = rehearsals;
        this.later = later;
    }

    /** Carries out a message; the answer, if it wants one. */
    public Optional<AgentMessage.Ack> handle(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Configure configure -> {
                try {
                    memory.configure(configure.agentId(), configure.rooms());
                } catch (IOException e) {
                    LOG.warn("The rooms could not be kept on the disk: {}", e.getMessage());
                }
                yield Optional.empty();
            }
            case ServerMessage.Start start -> Optional.of(carryOut(start.command(), () -> scheduler.start(start)));
            case ServerMessage.Stop stop ->
                Optional.of(carryOut(stop.command(), () -> scheduler.stop(stop.captureId())));
            case ServerMessage.Schedule schedule -> {
                scheduler.plan(schedule.captures());
                yield Optional.empty();
            }
            case ServerMessage.Extend extend ->
                Optional.of(carryOut(extend.command(), () -> scheduler.extend(extend.captureId(), extend.endsAt())));
            case ServerMessage.Discover discover -> {
                cameras.search(discover, later);
                yield Optional.empty();
            }
            case ServerMessage.Rehearse rehearse -> {
                rehearsals.rehearse(rehearse, later);
                yield Optional.empty();
            }
            case ServerMessage.Inspect inspect -> {
                cameras.inspect(inspect, later);
                yield Optional.empty();
            }
        };
    }

    private AgentMessage.Ack carryOut(long command, Runnable work) {
        // All commands say what is to be, not what to do, so that a repetition changes nothing.
        AgentMessage.@Nullable Problem problem = null;
        try {
            work.run();
            memory.done(command);
        } catch (LecternException e) {
            problem = new AgentMessage.Problem(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("Command {} was carried out but could not be noted: {}", command, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Command {} failed.", command, e);
            problem = new AgentMessage.Problem(ErrorCode.INTERNAL, "The recorder failed; see its log.");
        }
        return new AgentMessage.Ack(command, problem);
    }
}

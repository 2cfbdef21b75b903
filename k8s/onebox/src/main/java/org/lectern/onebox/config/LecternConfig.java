package org.lectern.onebox.config;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;

/**
 * What {@code lectern.yaml} says; what it leaves out has its default. The commented reference beside
 * this class lists every key.
 *
 * @param data the data folder, relative to the configuration file
 * @param apps which apps run on this machine
 * @param server where the vod-api is, for a machine that does not run it
 * @param adminPassword of the user admin; made at the first start if it is left out
 */
public record LecternConfig(
        Path data,
        Set<App> apps,
        Http http,
        @Nullable String server,
        @Nullable String adminPassword,
        @Nullable Postgres postgres,
        @Nullable S3 s3,
        Agent agent,
        Transcoder transcoder,
        MemoryMb memoryMb,
        Schedule schedule,
        Rehearsal rehearsal,
        Webhook webhook,
        List<Room> rooms) {

    /** The processes that can be left out. */
    public enum App {
        VOD_API,
        TRANSCODER,
        RECORDER;

        /** As it is written in the configuration and in messages. */
        public String key() {
            return name().toLowerCase().replace('_', '-');
        }
    }

    /** All defaults. */
    public static LecternConfig defaults(Path data) {
        return new LecternConfig(
                data,
                EnumSet.allOf(App.class),
                new Http("127.0.0.1", 8080),
                null,
                null,
                null,
                null,
                new Agent("this machine", null),
                new Transcoder(0),
                new MemoryMb(384, 768, 384),
                new Schedule(null, 5, 10),
                new Rehearsal("05:00", 180),
                new Webhook(List.of()),
                List.of());
    }

    public LecternConfig {
        data = data == null ? Path.of("data") : data;
        apps = apps == null || apps.isEmpty() ? EnumSet.allOf(App.class) : Set.copyOf(apps);
        http = http == null ? new Http("127.0.0.1", 8080) : http;
        agent = agent == null ? new Agent("this machine", null) : agent;
        transcoder = transcoder == null ? new Transcoder(0) : transcoder;
        memoryMb = memoryMb == null ? new MemoryMb(384, 768, 384) : memoryMb;
        schedule = schedule == null ? new Schedule(null, 5, 10) : schedule;
        rehearsal = rehearsal == null ? new Rehearsal("05:00", 180) : rehearsal;
        webhook = webhook == null ? new Webhook(List.of()) : webhook;
        rooms = rooms == null ? List.of() : List.copyOf(rooms);
    }

    /** Where the pages and the API listen. */
    public record Http(String host, Integer port) {
        public Http {
            host = host == null ? "127.0.0.1" : host;
            port = port == null ? 8080 : port;
        }
    }

    /** A PostgreSQL that exists already. */
    public record Postgres(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}

    /** An S3 that exists already. */
    public record S3(
            @Nullable String endpoint,
            String region,
            String bucket,
            @Nullable String accessKey,
            @Nullable String secretKey) {
        public S3 {
            region = region == null ? "us-east-1" : region;
            bucket = bucket == null ? "lectern" : bucket;
        }
    }

    /** The recorder of this machine, as the server knows it. */
    public record Agent(String name, @Nullable String key) {
        public Agent {
            name = name == null ? "this machine" : name;
        }
    }

    /**
     * How much the transcoder may use.
     *
     * @param threads chunks encoded at once; 0 for as many as there are processors
     */
    public record Transcoder(Integer threads) {
        public Transcoder {
            threads = threads == null ? 0 : threads;
        }
    }

    /** The largest Java heap of each app in MiB; pictures and sound need memory beside it. */
    public record MemoryMb(Integer vodApi, Integer transcoder, Integer recorder) {
        public MemoryMb {
            vodApi = vodApi == null ? 384 : vodApi;
            transcoder = transcoder == null ? 768 : transcoder;
            recorder = recorder == null ? 384 : recorder;
        }
    }

    /**
     * What holds where a planned lecture does not say.
     *
     * @param zone time zone like Europe/Berlin; the machine's if it is left out
     * @param leadInMinutes how long before a lecture its recording begins
     * @param leadOutMinutes how long after it its recording ends
     */
    public record Schedule(@Nullable String zone, Integer leadInMinutes, Integer leadOutMinutes) {
        public Schedule {
            leadInMinutes = leadInMinutes == null ? 5 : leadInMinutes;
            leadOutMinutes = leadOutMinutes == null ? 10 : leadOutMinutes;
        }
    }

    /**
     * When rooms rehearse by themselves.
     *
     * @param at time of day like 05:00; {@code off} for never
     * @param windowMinutes for how long a room that is busy is asked again
     */
    public record Rehearsal(String at, Integer windowMinutes) {
        public Rehearsal {
            at = at == null ? "05:00" : at;
            windowMinutes = windowMinutes == null ? 180 : windowMinutes;
        }
    }

    /**
     * Where alarms may be told to.
     *
     * @param allow networks that are refused otherwise, like 127.0.0.0/8
     */
    public record Webhook(List<String> allow) {
        public Webhook {
            allow = allow == null ? List.of() : List.copyOf(allow);
        }
    }

    /** A room to be there; one of that name is changed to what is written here. */
    public record Room(@Nullable String name, @Nullable String site, List<Device> devices) {
        public Room {
            devices = devices == null ? List.of() : List.copyOf(devices);
        }
    }

    /** A device of a room. Its address may carry a password, which is shown nowhere. */
    public record Device(
            @Nullable String name,
            @Nullable DeviceRole role,
            @Nullable String url) {
        @Override
        public String toString() {
            return "Device[%s, %s]".formatted(name, role);
        }
    }

    /** The same with another web port. */
    public LecternConfig withPort(int port) {
        return new LecternConfig(
                data,
                apps,
                new Http(http.host(), port),
                server,
                adminPassword,
                postgres,
                s3,
                agent,
                transcoder,
                memoryMb,
                schedule,
                rehearsal,
                webhook,
                rooms);
    }

    /** The same with another data folder. */
    public LecternConfig withData(Path folder) {
        return new LecternConfig(
                folder,
                apps,
                http,
                server,
                adminPassword,
                postgres,
                s3,
                agent,
                transcoder,
                memoryMb,
                schedule,
                rehearsal,
                webhook,
                rooms);
    }

    /** The same with other processes. */
    public LecternConfig withApps(Set<App> wanted) {
        return new LecternConfig(
                data,
                wanted,
                http,
                server,
                adminPassword,
                postgres,
                s3,
                agent,
                transcoder,
                memoryMb,
                schedule,
                rehearsal,
                webhook,
                rooms);
    }

    public boolean runs(App app) {
        return apps.contains(app);
    }
}

package org.lectern.catalogue.entity;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.time.LocalDateTime;
import java.util.List;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.rehearsal.Finding;
import org.lectern.catalogue.work.PublishedView;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Span;
import org.lectern.model.plan.TrackPlan;

/** The columns that hold records. */
final class JsonColumns {
    private JsonColumns() {}

    @Converter
    static class Findings extends JsonConverter<List<Finding>> {
        Findings() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Entry extends JsonConverter<TrackEntry> {
        Entry() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Plan extends JsonConverter<TrackPlan> {
        Plan() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Result extends JsonConverter<ChunkResult> {
        Result() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Format extends JsonConverter<SourceFormat> {
        Format() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Views extends JsonConverter<List<PublishedView>> {
        Views() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Names extends JsonConverter<List<String>> {
        Names() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Storyboards extends JsonConverter<List<Description.Storyboard>> {
        Storyboards() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Spans extends JsonConverter<List<Span>> {
        Spans() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class LocalTimes extends JsonConverter<List<LocalDateTime>> {
        LocalTimes() {
            super(new TypeReference<>() {});
        }
    }
}

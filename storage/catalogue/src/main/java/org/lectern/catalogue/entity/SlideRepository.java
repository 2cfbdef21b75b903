package org.lectern.catalogue.entity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Queries over slides, and the search in their text. */
@ApplicationScoped
public class SlideRepository implements PanacheRepositoryBase<SlideEntity, SlideEntity.Key> {
    /** Slides count only in what a lecture plays: its newest publication that is closed. */
    private static final String SHOWN = """
            p.state = 'CLOSED' and not exists (select 1 from publication n
            where n.lecture_id = p.lecture_id and n.state = 'CLOSED' and n.version > p.version)""";

    /** A slide that has all words of a search. */
    public record Match(UUID lectureId, long startUs, String text) {}

    /** The slides of a publication, in order. */
    public List<SlideEntity> ofPublication(UUID publicationId) {
        return list("publicationId = ?1 order by index", publicationId);
    }

    /** Stores a slide; {@code language} is what PostgreSQL calls it. */
    public void add(SlideEntity slide, String language) {
        getEntityManager()
                .createNativeQuery("""
                        insert into slide (publication_id, slide_index, track, start_us, end_us, image, thumbnail,
                        slide_text, language) values (:publication, :index, :track, :start, :end, :image, :thumbnail,
                        :text, cast(cast(:language as text) as regconfig))""")
                .setParameter("publication", slide.publicationId)
                .setParameter("index", slide.index)
                .setParameter("track", slide.track)
                .setParameter("start", slide.startUs)
                .setParameter("end", slide.endUs)
                .setParameter("image", slide.image)
                .setParameter("thumbnail", slide.thumbnail)
                .setParameter("text", slide.text)
                .setParameter("language", language)
                .executeUpdate();
    }

    /** Gives a publication the slides of another. */
    public void copy(UUID from, UUID to) {
        getEntityManager()
                .createNativeQuery("""
                        insert into slide (publication_id, slide_index, track, start_us, end_us, image, thumbnail,
                        slide_text, language) select :to, slide_index, track, start_us, end_us, image, thumbnail,
                        slide_text, language from slide where publication_id = :from""")
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate();
    }

    public void removeOf(UUID publicationId) {
        delete("publicationId = ?1", publicationId);
    }

    /**
     * The lectures with a slide that has all words, no more than {@code most}, the newest first.
     *
     * @param beginnings the words as {@link SlideLanguages#beginnings} writes them
     */
    @SuppressWarnings("unchecked")
    public List<UUID> lecturesWith(String beginnings, String words, int most) {
        return getEntityManager()
                .createNativeQuery("""
                        select l.id from lecture l where l.id in (
                        select p.lecture_id from slide s join publication p on p.id = s.publication_id
                        where s.words @@ (%s) and %s) order by l.recorded_at desc, l.id limit :most""".formatted(SlideLanguages.QUERY, SHOWN), UUID.class)
                .setParameter("beginnings", beginnings)
                .setParameter("words", words)
                .setParameter("most", most)
                .getResultList();
    }

    /** Of each of these lectures the first {@code each} slides that have all words. */
    @SuppressWarnings("unchecked")
    public List<Match> matches(Collection<UUID> lectureIds, String beginnings, String words, int each) {
        if (lectureIds.isEmpty()) {
            return List.of();
        }
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        select m.lecture_id, m.start_us, m.slide_text from (
                        select p.lecture_id, s.start_us, s.slide_text, row_number() over
                        (partition by p.lecture_id order by s.start_us) as place
                        from slide s join publication p on p.id = s.publication_id
                        where p.lecture_id in :lectures and s.words @@ (%s) and %s) m
                        where m.place <= :each order by m.lecture_id, m.start_us""".formatted(SlideLanguages.QUERY, SHOWN))
                .setParameter("lectures", lectureIds)
                .setParameter("beginnings", beginnings)
                .setParameter("words", words)
                .setParameter("each", each)
                .getResultList();
        return rows.stream()
                .map(row -> new Match((UUID) row[0], (Long) row[1], (String) row[2]))
                .toList();
    }
}

package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Enumerates every pair of states of every machine: the table as a whole is what is asserted. */
class TransitionsTest {
    static Stream<Arguments> machines() {
        return Stream.of(
                Arguments.of(CaptureState.TRANSITIONS, List.of(CaptureState.values()), """
                        REQUESTED -> RECORDING STOPPING UPLOADING COMPLETE FAILED
                        RECORDING -> STOPPING UPLOADING COMPLETE
                        STOPPING -> UPLOADING COMPLETE FAILED
                        UPLOADING -> COMPLETE
                        COMPLETE ->
                        FAILED -> RECORDING"""),
                Arguments.of(TrackState.TRANSITIONS, List.of(TrackState.values()), """
                        WAITING -> RECORDING GAP ENDED
                        RECORDING -> GAP ENDED
                        GAP -> RECORDING ENDED
                        ENDED ->"""),
                Arguments.of(LectureState.TRANSITIONS, List.of(LectureState.values()), """
                        SCHEDULED -> RECORDING FAILED
                        RECORDING -> PROCESSING READY FAILED
                        IMPORTING -> PROCESSING READY FAILED
                        PROCESSING -> READY FAILED
                        READY ->
                        FAILED -> RECORDING IMPORTING"""),
                Arguments.of(UploadState.TRANSITIONS, List.of(UploadState.values()), """
                        RECEIVING -> WAITING
                        WAITING -> IMPORTING
                        IMPORTING -> DONE FAILED
                        DONE ->
                        FAILED -> WAITING"""),
                Arguments.of(PublicationState.TRANSITIONS, List.of(PublicationState.values()), """
                        LIVE -> FINISHING
                        FINISHING -> CLOSED
                        CLOSED ->"""),
                Arguments.of(CompositeState.TRANSITIONS, List.of(CompositeState.values()), """
                        WAITING -> DONE FAILED
                        DONE ->
                        FAILED ->"""),
                Arguments.of(DescriptionState.TRANSITIONS, List.of(DescriptionState.values()), """
                        WAITING -> DONE FAILED
                        DONE -> WAITING
                        FAILED -> WAITING"""),
                Arguments.of(ChunkState.TRANSITIONS, List.of(ChunkState.values()), """
                        QUEUED -> ENCODING
                        ENCODING -> QUEUED PARTIAL DONE SLATED
                        PARTIAL -> DONE SLATED
                        DONE ->
                        SLATED ->"""));
    }

    @ParameterizedTest
    @MethodSource("machines")
    <S extends Enum<S>> void everyPair_isAllowedOnlyIfListed(Transitions<S> table, List<S> states, String expected) {
        String actual = states.stream()
                .map(from -> (from + " -> "
                                + states.stream()
                                        .filter(to -> to != from && table.allows(from, to))
                                        .map(Enum::name)
                                        .collect(Collectors.joining(" ")))
                        .strip())
                .collect(Collectors.joining("\n"));
        assertThat(actual).isEqualTo(expected);
        for (S from : states) {
            assertThat(table.require(from, from)).isEqualTo(from);
            for (S to : states) {
                if (!table.allows(from, to)) {
                    assertThatThrownBy(() -> table.require(from, to))
                            .isInstanceOfSatisfying(
                                    LecternException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_TRANSITION))
                            .hasMessageContaining(from.name())
                            .hasMessageContaining(to.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    <S extends Enum<S>> void everyState_isReachableFromTheFirst(Transitions<S> table, List<S> states, String ignored) {
        var reached = new TreeSet<>(List.of(states.getFirst()));
        for (int round = 0; round < states.size(); round++) {
            for (S from : List.copyOf(reached)) {
                states.stream().filter(to -> table.allows(from, to)).forEach(reached::add);
            }
        }
        assertThat(reached).containsExactlyElementsOf(states);
    }
}

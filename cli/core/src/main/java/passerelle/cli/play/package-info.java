/**
 * Scenarios, lessons and decks that are played before a class: texts and commands in their order,
 * forwards and back.
 */
package passerelle.cli.play;

/**
 * A trace that is played: its packets as stops, each with a sentence, the header, the rules and the
 * place in the picture ({@link passerelle.cli.player.PlayedTrace}), made from the steps of either
 * kernel, and the page of HTML that plays it. The player itself is the script beside the messages.
 */
package passerelle.cli.player;

/**
 * Other terminals on a running lab: the socket at which a lab is found, what is said there, the
 * lab's side of it, and the program that is only a terminal's other end.
 */
package passerelle.cli.join;

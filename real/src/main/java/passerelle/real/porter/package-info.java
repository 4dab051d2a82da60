/**
 * The files of the person who started the program, where the program itself can no longer reach
 * them: a file system whose every act is done by a porter, who stayed outside. Nothing here knows
 * what a lab is.
 */
package passerelle.real.porter;

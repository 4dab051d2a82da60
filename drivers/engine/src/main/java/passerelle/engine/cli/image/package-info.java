/** The commands of images and of builds (cli/command/image, cli/command/builder). */
package passerelle.engine.cli.image;

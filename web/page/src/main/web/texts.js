// What the page says, and what it keeps.
const TEXTS = {
  en: {
    opening: 'The lab is being opened…', lessons: 'Lessons', menu: 'All buttons', split: '+ Terminal', 'split-label': 'Another terminal at the same lab', share: 'Link', save: 'Save', open: 'Open…', present: 'Present…',
    language: 'Français', 'link-title': 'This lab as a link', 'link-copy': 'Copy', 'link-close': 'Close',
    'link-text': 'Whoever opens it in this page has the lab as it is now. Nothing is sent anywhere: the commands stand in the link itself.',
    'link-long': 'The link is long: some programs cut it. “Save” gives a file instead.',
    old: 'This browser is too old for the lab: please use a current Firefox, Chrome, Edge or Safari.',
    broken: 'The link is damaged; this is a fresh lab.', large: 'This file is too large for a transcript (4 MiB at most).',
    unreadable: 'This file is no text.', linked: 'The commands of the link are being done again; Ctrl-C ends one.', busy: 'The first terminal is busy: end what runs there (Ctrl-C), then open the file again.', unkept: 'This browser keeps nothing: lessons begin anew the next time.',
    octets: 'B', files: 'Files:', stays: 'The lab goes on; this was its outermost shell.', bug: 'The lab could not do that:', search: 'search:',
    aside: 'The lab runs in a terminal; here it is looked at.', 'no-packets-aside': 'No packets to play yet; on the real kernel those of “trace” are.', ended: 'The lab has ended.',
    'show-picture': 'Picture', 'picture-label': 'Picture of the lab', drawing: 'Picture: arrows go from thing to thing, Enter opens; plus, minus, 0 (all), 1, F (full screen), Escape (back)',
    'zoom-in': 'Larger (+)', 'zoom-out': 'Smaller (−)', fit: 'Fit', full: 'Full screen (F)', layout: 'Picture beside or above the terminal', tools: 'How the picture is seen',
    'pan-up': 'Up', 'pan-down': 'Down', 'pan-left': 'Left', 'pan-right': 'Right', divider: 'Share of the picture',
    theme: 'Colours: {0}', themes: { auto: 'as the browser has them', light: 'light', dark: 'dark' },
    'details-close': 'Close (Escape)', play: 'Play', 'play-label': 'Play the packets of the last command (Alt+R)', 'playing-close': '× Close (Escape)', answer: 'answer', 'no-packets': 'No command has sent a packet yet.', 'details-type': 'Type it', gone: 'It is not there any more.', nothing: '(nothing)',
    'present-label': 'Plays a scenario, a lesson or a deck: one key, one command', 'present-keys': 'Enter or Page Down: next; Escape: end', 'no-piece': 'There is no command in a block of this file.',
    'run': '▶ Run', 'run-label': 'Run this in the lab', again: 'Go on here', before: 'What stands before this runs first…', 'play-here': 'Packets', failed: 'The lab cannot be opened:',
    kinds: { machine: 'machine', 'stack-of-host': 'network stack', 'stack-of-container': 'network stack', stack: 'network stack', namespace: 'namespace', device: 'device', network: 'network', container: 'container', group: 'group', rule: 'rule', cable: 'cable' },
    tables: { addresses: 'Addresses', routes: 'Routes', neighbours: 'Neighbours', fdb: 'FDB', rules: 'Rules', connections: 'Connections', counters: 'Counters', captured: 'Captured packets', sockets: 'Sockets', logs: 'Logs', inspect: 'Inspect', ports: 'Ports', options: 'Options' },
    more: '▼ Space', keys: 'Keys for the program that runs', smaller: 'Smaller text (Alt+minus)', larger: 'Larger text (Alt+plus)', close: 'Close this terminal',
  },
  fr: {
    opening: 'Le labo s’ouvre…', lessons: 'Leçons', menu: 'Tous les boutons', split: '+ Terminal', 'split-label': 'Un autre terminal sur le même labo', share: 'Lien', save: 'Enregistrer', open: 'Ouvrir…', present: 'Présenter…',
    language: 'English', 'link-title': 'Ce labo sous forme de lien', 'link-copy': 'Copier', 'link-close': 'Fermer',
    'link-text': 'Qui l’ouvre dans cette page retrouve le labo tel qu’il est maintenant. Rien n’est envoyé : les commandes figurent dans le lien même.',
    'link-long': 'Le lien est long : certains programmes le coupent. « Enregistrer » donne un fichier à la place.',
    old: 'Ce navigateur est trop ancien pour le labo : prenez un Firefox, Chrome, Edge ou Safari actuel.',
    broken: 'Le lien est abîmé ; voici un labo neuf.', large: 'Ce fichier est trop gros pour une transcription (4 Mio au plus).',
    unreadable: 'Ce fichier n’est pas du texte.', linked: 'Les commandes du lien sont refaites ; Ctrl-C en termine une.', busy: 'Le premier terminal est occupé : terminez ce qui y tourne (Ctrl-C), puis rouvrez le fichier.', unkept: 'Ce navigateur ne garde rien : les leçons recommenceront la prochaine fois.',
    octets: 'o', files: 'Fichiers :', stays: 'Le labo continue ; c’était son tout premier shell.', bug: 'Le labo n’a pas pu le faire :', search: 'recherche :',
    aside: 'Le labo tourne dans un terminal ; ici, on le regarde.', 'no-packets-aside': 'Pas encore de paquets à rejouer ; sur le vrai noyau, ce sont ceux de « trace ».', ended: 'Le labo est terminé.',
    'show-picture': 'Dessin', 'picture-label': 'Dessin du labo', drawing: 'Dessin : les flèches vont d’un élément à l’autre, Entrée ouvre ; plus, moins, 0 (tout), 1, F (plein écran), Échap (retour)',
    'zoom-in': 'Plus grand (+)', 'zoom-out': 'Plus petit (−)', fit: 'Tout', full: 'Plein écran (F)', layout: 'Dessin à côté ou au-dessus du terminal', tools: 'Affichage du dessin',
    'pan-up': 'Vers le haut', 'pan-down': 'Vers le bas', 'pan-left': 'Vers la gauche', 'pan-right': 'Vers la droite', divider: 'Part du dessin',
    theme: 'Couleurs : {0}', themes: { auto: 'celles du navigateur', light: 'claires', dark: 'sombres' },
    'details-close': 'Fermer (Échap)', play: 'Rejouer', 'play-label': 'Rejouer les paquets de la dernière commande (Alt+R)', 'playing-close': '× Fermer (Échap)', answer: 'réponse', 'no-packets': 'Aucune commande n’a encore envoyé de paquet.', 'details-type': 'Taper', gone: 'Cela n’existe plus.', nothing: '(rien)',
    'present-label': 'Joue un scénario, une leçon ou des diapositives : une touche, une commande', 'present-keys': 'Entrée ou Page suivante : la suite ; Échap : fin', 'no-piece': 'Aucun bloc de ce fichier ne contient de commande.',
    'run': '▶ Lancer', 'run-label': 'Lancer ceci dans le labo', again: 'Continuer ici', before: 'Ce qui précède s’exécute d’abord…', 'play-here': 'Paquets', failed: 'Le labo ne s’ouvre pas :',
    kinds: { machine: 'machine', 'stack-of-host': 'pile réseau', 'stack-of-container': 'pile réseau', stack: 'pile réseau', namespace: 'espace de noms', device: 'interface', network: 'réseau', container: 'conteneur', group: 'groupe', rule: 'règle', cable: 'câble' },
    tables: { addresses: 'Adresses', routes: 'Routes', neighbours: 'Voisins', fdb: 'FDB', rules: 'Règles', connections: 'Connexions', counters: 'Compteurs', captured: 'Paquets capturés', sockets: 'Sockets', logs: 'Journaux', inspect: 'Inspect', ports: 'Ports', options: 'Options' },
    more: '▼ Espace', keys: 'Touches pour le programme qui tourne', smaller: 'Texte plus petit (Alt+moins)', larger: 'Texte plus grand (Alt+plus)', close: 'Fermer ce terminal',
  },
};
const KEEP = 'passerelle.';

/** What the browser keeps for the next time; `refused` hears when it keeps nothing. */
const stored = {
  refused() {},
  get(name) {
    try { return localStorage.getItem(KEEP + name); } catch { return null; }
  },
  set(name, text) {
    try {
      localStorage.setItem(KEEP + name, text);
    } catch {
      stored.refused();
    }
  },
  all() {
    try { return Object.keys(localStorage).filter(n => n.startsWith(KEEP)).map(n => [n.slice(KEEP.length), localStorage.getItem(n)]); } catch { return []; }
  },
};

/** Words in a language, which `changed` hears of when it becomes another. */
function spoken(language, changed) {
  const words = key => TEXTS[words.language][key];
  words.language = (language || 'en').startsWith('fr') ? 'fr' : 'en';
  words.speak = next => {
    if (next === words.language) return;
    words.language = next;
    changed();
  };
  return words;
}

import type { VisitorWords } from './en.ts';

const words: VisitorWords = {
  landing: {
    title: 'Europas Strom, Stunde für Stunde',
    lead: 'Last, Erzeugung und grenzüberschreitende Flüsse von 36 Ländern, live und Jahre zurück, mit Ihren eigenen Zählern daneben.',
    start: '30 Tage ausprobieren',
    noCard: 'Ohne Karte, ohne Verpflichtung.',
    metrics: { load: 'Last', 'renewable-share': 'Erneuerbare', 'net-import': 'Nettoimport' },
    metricLabel: 'Was die Karte zeigt',
    mapLabel: 'Live-Karte',
    preview: 'Besucher sehen die letzten 24 Stunden eines Landes, Abonnenten ganz Europa.',
    points: [
      [
        'Live und genau',
        'Eine neue Stunde erscheint, sobald sie veröffentlicht ist. Werte sind die veröffentlichten, auf das Kilowatt; Lücken bleiben Lücken, Korrekturen werden bewahrt und gezeigt.',
      ],
      [
        'Ihre eigenen Zähler',
        'Verbrauch nach Stunde, Tag und Monat neben der Last Ihres Landes. Ein Alarm, sobald eine Stunde ihre Grenze überschreitet, nicht erst danach.',
      ],
      [
        'Jemand antwortet',
        'Ein Chat mit der Hilfe, mit dem, was Sie gerade ansehen. Er geht auch offline und zeigt, wann Sie gehört wurden.',
      ],
    ],
    embedTitle: 'Zwei Zeilen in Ihrer Seite',
    embedText:
      'Diagramme, Karte, Alarme und Chat sind Elemente für jede Webseite, in Ihren Farben und unter Ihren Regeln.',
    embedLink: 'Für Entwickler',
  },
  prices: {
    title: 'Preise',
    lead: 'Ein Tarif für Menschen, einer für Versorger. Die ersten 30 Tage kosten nichts.',
    month: 'im Monat',
    plans: [
      {
        name: 'Abonnement',
        price: '9 €',
        isMonthly: true,
        text: 'Für Menschen und ihre Zähler.',
        points: [
          'Ganz Europa, live und Jahre zurück',
          'Eigene Zähler, Grenzen und Alarme',
          'Export als CSV, PNG und SVG; Zugangstoken für Skripte',
          'Hilfe im Chat',
          'Zahlung auf Rechnung; endet von selbst, wenn nicht verlängert',
        ],
      },
      {
        name: 'Versorger',
        price: 'Nach Absprache',
        isMonthly: false,
        text: 'Für ein Portal mit eigenen Kunden.',
        points: [
          'Elemente in Ihrem Portal, in Ihren Farben',
          'Ihre Kunden melden sich bei Ihnen an, nicht bei uns',
          'Zähler über RabbitMQ oder RPC, Alarme per Webhook',
          'Ein Posteingang für Ihre Hilfe',
        ],
      },
      {
        name: 'Eigener Server',
        price: 'Kostenlos',
        isMonthly: false,
        text: 'Wattlet ist quelloffen.',
        points: [
          'Alles, was hier läuft, unter der Apache License 2.0',
          'Ein Prozess zum Anfang, viele, wenn es wächst',
          'Ihre Daten bleiben bei Ihnen',
        ],
      },
    ],
    start: '30 Tage ausprobieren',
    developers: 'Wie man es einbettet',
  },
  developers: {
    title: 'Für Entwickler',
    lead: 'Dieselben Reihen, die dieses Portal zeigt, live in Ihrer Seite oder in Ihrem Code.',
    embedTitle: 'In einer Seite: zwei Zeilen',
    embedText:
      'Das Skript lädt jedes Element der Seite; es zeichnet und macht von selbst weiter. Es nimmt Ihre Farben, folgt Sprache und Thema und läuft unter einer strengen Policy mit Trusted Types. Eine Seite unter einer anderen Adresse als dieser braucht eine Site, die sie nennt: Wer diesen Server betreibt, legt sie an.',
    resultTitle: 'Was sie zeigen',
    customersTitle: 'Mit Ihren eigenen Kunden',
    customersText:
      'Ihr Backend sagt mit einem Token von zehn Minuten, wer angemeldet ist; die Elemente fragen danach, wenn sie eines brauchen.',
    codeTitle: 'In Code: typisiert, live, mit Wiederaufnahme',
    codeText:
      'Das SDK läuft in Browsern, Workern und Node. Eine Beobachtung beginnt mit der Reihe, wie sie ist, und macht mit jeder Änderung weiter, durch Abbrüche und Neustarts hindurch.',
    curlTitle: 'Ganz ohne Code',
    curlText: 'CSV und JSON über HTTP. Ein Zugangstoken machen Sie in Ihrem Konto.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    show: 'Das Diagramm zeigen',
  },
};

export default words;

import type { VisitorWords } from './en.ts';

const words: VisitorWords = {
  landing: {
    title: 'Electricitatea Europei, oră de oră',
    lead: 'Consumul, producția și fluxurile transfrontaliere din 36 de țări, în direct și cu ani în urmă, alături de contoarele dumneavoastră.',
    start: 'Încercați 30 de zile',
    noCard: 'Fără card, fără obligații.',
    metrics: { load: 'Consum', 'renewable-share': 'Regenerabile', 'net-import': 'Import net' },
    metricLabel: 'Ce arată harta',
    mapLabel: 'Hartă în direct',
    preview: 'Vizitatorii văd ultimele 24 de ore ale unei țări, abonații toată Europa.',
    points: [
      [
        'În direct și exact',
        'O oră nouă apare de îndată ce este publicată. Valorile sunt cele publicate, până la kilowatt; golurile rămân goluri, reviziile se păstrează și se arată.',
      ],
      [
        'Contoarele dumneavoastră',
        'Consumul pe oră, zi și lună alături de consumul țării. O alertă de îndată ce o oră trece de limită, nu după ce s-a încheiat.',
      ],
      [
        'Cineva răspunde',
        'O discuție cu asistența, cu ceea ce priviți atașat. Merge și fără conexiune și arată când ați fost citit.',
      ],
    ],
    embedTitle: 'Două rânduri în pagina dumneavoastră',
    embedText:
      'Graficele, harta, alertele și discuția sunt elemente pentru orice pagină, în culorile și după regulile dumneavoastră.',
    embedLink: 'Pentru dezvoltatori',
  },
  prices: {
    title: 'Prețuri',
    lead: 'Un plan pentru oameni, unul pentru furnizori. Primele 30 de zile nu costă nimic.',
    month: 'pe lună',
    plans: [
      {
        name: 'Abonat',
        price: '9 €',
        isMonthly: true,
        text: 'Pentru oameni și contoarele lor.',
        points: [
          'Toată Europa, în direct și cu ani în urmă',
          'Contoarele proprii, limite și alerte',
          'Export CSV, PNG și SVG; chei de acces pentru scripturi',
          'Asistență prin discuție',
          'Pe factură; se încheie singur dacă nu este prelungit',
        ],
      },
      {
        name: 'Furnizor',
        price: 'Prin acord',
        isMonthly: false,
        text: 'Pentru un portal cu clienți proprii.',
        points: [
          'Elemente în portalul dumneavoastră, în culorile lui',
          'Clienții se conectează la dumneavoastră, nu la noi',
          'Contoare prin RabbitMQ sau RPC, alerte prin webhook',
          'O căsuță de mesaje pentru asistență',
        ],
      },
      {
        name: 'Server propriu',
        price: 'Gratuit',
        isMonthly: false,
        text: 'Wattlet are codul deschis.',
        points: [
          'Tot ce rulează aici, sub Apache License 2.0',
          'Un proces la început, mai multe când crește',
          'Datele rămân la dumneavoastră',
        ],
      },
    ],
    start: 'Încercați 30 de zile',
    developers: 'Cum se integrează',
  },
  developers: {
    title: 'Pentru dezvoltatori',
    lead: 'Aceleași serii pe care le arată portalul, în direct în pagina sau în codul dumneavoastră.',
    embedTitle: 'Într-o pagină: două rânduri',
    embedText:
      'Scriptul încarcă fiecare element al paginii, care desenează și continuă singur. Ia culorile dumneavoastră, urmează limba și tema și merge sub o politică strictă cu Trusted Types. O pagină de la altă adresă decât aceasta are nevoie de un site care o cuprinde: îl face cine ține acest server.',
    resultTitle: 'Ce arată',
    customersTitle: 'Cu clienții dumneavoastră',
    customersText:
      'Serverul dumneavoastră spune cine este conectat, printr-un token de zece minute; elementele îl cer când au nevoie.',
    codeTitle: 'În cod: cu tipuri, în direct, cu reluare',
    codeText:
      'SDK-ul rulează în browsere, workeri și Node. O urmărire începe cu seria așa cum este și continuă cu fiecare schimbare, prin întreruperi și reporniri.',
    curlTitle: 'Fără cod',
    curlText: 'CSV și JSON prin HTTP. Cheia de acces o faceți în cont.',
    copy: 'Copiază',
    copied: 'Copiat',
    show: 'Arată graficul',
  },
};

export default words;

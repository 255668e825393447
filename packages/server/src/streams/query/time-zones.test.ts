import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeZoneOfArea } from './time-zones.ts';
import { zoneClock } from './zone-clock.ts';

/** Every map code of the published files of January 2022. */
const PUBLISHED =
  `AL AM AT AZ BA BE BG BY CH CY CZ DE DE_50HzT DE_Amprion DE_LU DE_TenneT_GER DE_TransnetBW DK DK1 DK2
  EE ES FI FR GB GB_IFA GB_IFA2 GE GR HR HU IE IE_SEM IT IT-CNORTH IT-CSOUTH IT-Calabria IT-NORTH IT-SACOAC IT-SACODC
  IT-SOUTH IT-Sardinia IT-Sicily LT LU LV MD ME MK MT NIE NL NO NO1 NO2 NO3 NO4 NO5 PL PT RO RS RU RU_KGD SE SE1 SE2
  SE3 SE4 SI SK TR UA UA_BEI UA_DobTPP UA_IPS XK`.split(/\s+/);

test('every published area has a zone, and this machine knows it', () => {
  for (const mapCode of PUBLISHED) {
    const timeZone = timeZoneOfArea(mapCode);
    assert.notEqual(timeZone, 'UTC', mapCode);
    assert.ok(zoneClock(timeZone), `${mapCode} ${timeZone}`);
  }
});

test('zones inside a country take its zone, but for those that have their own', () => {
  assert.equal(timeZoneOfArea('DE_50HzT'), 'Europe/Berlin');
  assert.equal(timeZoneOfArea('IT-NORTH'), 'Europe/Rome');
  assert.equal(timeZoneOfArea('NO1'), 'Europe/Oslo');
  assert.equal(timeZoneOfArea('RU_KGD'), 'Europe/Kaliningrad');
});

test('pitfall 16: an area that nobody knows yet is shown in UTC', () => {
  assert.equal(timeZoneOfArea('QQ_NEW'), 'UTC');
  assert.equal(timeZoneOfArea(''), 'UTC');
});

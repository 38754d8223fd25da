// Regions: names and maps. Codes are ISO 3166, as row keys have them: CN-GD, US, and ZZ where the region is not known.

import { ranked } from './counts.js';
import { locale, say } from './words.js';

const countries = new Intl.DisplayNames([locale], { type: 'region' });

const PROVINCES = {
  AH: ['Anhui', '安徽'], BJ: ['Beijing', '北京'], CQ: ['Chongqing', '重庆'], FJ: ['Fujian', '福建'], GD: ['Guangdong', '广东'],
  GS: ['Gansu', '甘肃'], GX: ['Guangxi', '广西'], GZ: ['Guizhou', '贵州'], HA: ['Henan', '河南'], HB: ['Hubei', '湖北'],
  HE: ['Hebei', '河北'], HI: ['Hainan', '海南'], HL: ['Heilongjiang', '黑龙江'], HN: ['Hunan', '湖南'], JL: ['Jilin', '吉林'],
  JS: ['Jiangsu', '江苏'], JX: ['Jiangxi', '江西'], LN: ['Liaoning', '辽宁'], NM: ['Inner Mongolia', '内蒙古'],
  NX: ['Ningxia', '宁夏'], QH: ['Qinghai', '青海'], SC: ['Sichuan', '四川'], SD: ['Shandong', '山东'], SH: ['Shanghai', '上海'],
  SN: ['Shaanxi', '陕西'], SX: ['Shanxi', '山西'], TJ: ['Tianjin', '天津'], XJ: ['Xinjiang', '新疆'], XZ: ['Tibet', '西藏'],
  YN: ['Yunnan', '云南'], ZJ: ['Zhejiang', '浙江'],
};
const ON_THE_MAP_OF_CHINA = /^(CN-..|CN|HK|MO|TW)$/;

/** A region's name in the browser's language; an unknown code stays as it is. */
export function regionName(code) {
  if (code === 'ZZ') {
    return say('unknownRegion');
  }
  if (code.startsWith('CN-')) {
    return PROVINCES[code.slice(3)]?.[locale === 'en' ? 0 : 1] ?? code;
  }
  try {
    return countries.of(code);
  } catch {
    return code;
  }
}

/**
 * What a map and the table beside it show of `rows`: `areas` is a Map of the codes that the map's features have to clicks,
 * `rows` are the table's. The map of China has the regions that it draws, the map of the world has countries.
 */
export function byMap(rows, map) {
  const areas = new Map();
  const inTable = new Map();
  for (const { name, clicks } of rows) {
    if (map === 'world') {
      add(areas, worldArea(name), clicks);
      add(inTable, country(name), clicks);
    } else if (ON_THE_MAP_OF_CHINA.test(name)) {
      add(areas, name, clicks);
      add(inTable, name, clicks);
    }
  }
  return { areas, rows: ranked(inTable) };
}

// The map of the world draws them within the area of one feature.
function worldArea(code) {
  return ON_THE_MAP_OF_CHINA.test(code) ? 'CN' : code;
}

function country(code) {
  return code.startsWith('CN-') ? 'CN' : code;
}

function add(clicks, key, more) {
  clicks.set(key, (clicks.get(key) ?? 0) + more);
}

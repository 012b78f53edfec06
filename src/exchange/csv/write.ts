export { writeCsv, type Cell, type Column, type CsvOptions } from '../../common/index.ts';

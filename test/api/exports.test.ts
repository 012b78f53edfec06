import { expect, test } from 'vitest';
import { engineVersion } from '../../src/recist/index.ts';
import type { CommandReply } from '../../src/api/wire.ts';
import { bench, measured, studyWithSubject } from './harness.ts';

test('the tables a data manager takes away hold what was drawn, in a fixed order of columns', async () => {
  const b = bench();
  const { studyId, subjectId, series, case: read } = studyWithSubject(b);
  const [baseline, tp1] = read().case.timepoints;
  const on = () => ({ subjectId, expectedRevision: read().case.revision });
  const placed = await b.post<CommandReply>('/api/lesion/place', { ...on(), timepointId: baseline?.id, role: 'target', organ: 'liver', kind: 'nonNodal', description: '=segment "6", dome', assessment: measured(series['bl'] ?? '', 'bl', 3, 40, 20) });
  const lesionId = placed.body.ids['lesionId'] ?? '';
  await b.post('/api/assessment/record', { ...on(), lesionId, timepointId: tp1?.id, assessment: measured(series['fu'] ?? '', 'fu', 4, 29, 10) });
  await b.post('/api/lesion/place', { ...on(), timepointId: tp1?.id, role: 'new', organ: 'bone', kind: 'nonNodal', description: '', assessment: { state: 'newLesion', status: 'unequivocal', note: '-12' } });

  const table = async (kind: string) => {
    const response = await b.fetch(new Request(`http://nadir.local/api/export/csv?study=${studyId}&kind=${kind}`));
    expect(response.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="(TRIAL-[^"]*-${kind}\\.csv)"; filename\\*=UTF-8''\\1$`));
    const text = await response.text();
    expect(text.endsWith('\r\n')).toBe(true);
    return text.trimEnd().split('\r\n').map((line) => line.replace(/TRIAL-\w+/, 'TRIAL').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(engineVersion, 'ENGINE'));
  };
  expect(await table('measurements')).toEqual([
    'study,subject,site,timepoint,timepoint_index,visit,planned_date,scan_date,lesion,role,organ,kind,description,state,status,reason,note,diameter_mm,long_axis_mm,short_axis_mm,short_axis_provisional,modality,slice_thickness_mm,pixel_spacing_row_mm,pixel_spacing_column_mm,slice_spacing_mm,spacing_source,spacing_reason,geometry_findings,series_uid,sop_instance_uid,frame,renderer,lesion_id,long_1_x_mm,long_1_y_mm,long_1_z_mm,long_2_x_mm,long_2_y_mm,long_2_z_mm,short_1_x_mm,short_1_y_mm,short_1_z_mm,short_2_x_mm,short_2_y_mm,short_2_z_mm,engine_version',
    `TRIAL,S-001,,Baseline,0,,,2026-01-05,T1,target,liver,nonNodal,"'=segment ""6"", dome",measured,,,,40,40,20,false,CT,1,1,1,1,PixelSpacing,PixelSpacing: distance between pixels in the patient.,,1.2.826.0.1.bl,1.2.826.0.1.bl.3,1,cpu,ID,20,50,3,60,50,3,40,40,3,40,60,3,ENGINE`,
    `TRIAL,S-001,,TP1,1,,,2026-03-01,T1,target,liver,nonNodal,"'=segment ""6"", dome",measured,,,,29,29,10,false,CT,1,1,1,1,PixelSpacing,PixelSpacing: distance between pixels in the patient.,,1.2.826.0.1.fu,1.2.826.0.1.fu.4,1,cpu,ID,20,50,4,49,50,4,34.5,45,4,34.5,55,4,ENGINE`,
    `TRIAL,S-001,,TP1,1,,,2026-03-01,X1,new,bone,nonNodal,,newLesion,unequivocal,,'-12,,,,,,,,,,,,,,,,,ID,,,,,,,,,,,,,ENGINE`,
  ]);
  const responses = await table('responses');
  expect(responses[0]).toBe('study,subject,site,timepoint,timepoint_index,visit,date,sum_mm,sum_complete,partial_sum_mm,nadir_mm,pct_from_baseline,pct_from_nadir,abs_from_nadir_mm,target_response,non_target_response,new_lesion,overall_response,overall_as_read,overall_computed,assigned,rules,checks,explanation,arithmetic,deciding_lesions,best_overall_response,progression_date,engine_version');
  expect(responses[1]).toMatch(/^TRIAL,S-001,,Baseline,0,,2026-01-05,40,,/);
  expect(responses[2]).toMatch(/^TRIAL,S-001,,TP1,1,,2026-03-01,29,true,,40,-27\.5,-27\.5,-11,SD,NA,unequivocal,PD,PD,PD,,R-502 /);
  expect(await table('lesions')).toEqual([
    'study,subject,site,lesion,role,organ,kind,description,group,placed_at,lesion_id,engine_version',
    `TRIAL,S-001,,T1,target,liver,nonNodal,"'=segment ""6"", dome",false,Baseline,ID,ENGINE`,
    'TRIAL,S-001,,X1,new,bone,nonNodal,,false,TP1,ID,ENGINE',
  ]);
  const endpoints = await table('endpoints');
  expect(endpoints[0]).toBe('study,subject,site,endpoint,response,event,date,days,reason,explanation,rules,deciding_lesions,time_origin,engine_version');
  expect(endpoints.slice(1).map((line) => line.split(',')[3])).toEqual(['BOR unconfirmed', 'BOR confirmed', 'progression', 'PFS', 'TTP', 'OS', 'DOR', 'CRDUR', 'SDDUR', 'PFS2']);
  expect(endpoints[3]).toMatch(/^TRIAL,S-001,,progression,PD,,2026-03-01,,,First PD at TP1: new lesion X1 on 2026-03-01\.,R-801 R-802 R-502,X1,/);
  expect(endpoints[4]).toMatch(/^TRIAL,S-001,,PFS,,true,2026-03-01,56,progression,/);
  expect(endpoints.slice(1).every((line) => line.endsWith(',ENGINE'))).toBe(true);
  b.close();
});
